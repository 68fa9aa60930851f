/** For plugin-host alone, and it may change at any time. What a launch is told, without what launches. */
export { timeoutFor } from '../launch/options';
export { ArgumentsError, checkArgument, checkArguments, suggest } from '../arguments/check-arguments';
export * as checks from '../arguments/checks';
export { guarded, throwLater } from '../arguments/guarded';
export { inspectMode, LOADER_KINDS, timeoutsOfPlugin } from '../arguments/launch-arguments';
