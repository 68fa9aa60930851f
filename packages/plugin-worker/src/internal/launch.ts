/** For plugin-host alone, and it may change at any time. Workers, and what is said about them. */
export {
  launchHostedPluginWorker,
  type HostedPluginProxy,
  type HostedPluginWorker,
} from '../launch/launch-hosted-plugin-worker';
export { paramsOf } from '../launch/plugin-proxy';
export { KnownParts } from '../launch/known-parts';
export { splitParams, type SplitParams } from '../launch/split-params';
export { timeoutFor } from '../launch/options';
export { STOP_TOTAL_MS } from '../launch/stop-worker';
export { ArgumentsError, checkArgument, checkArguments } from '../arguments/check-arguments';
export * as checks from '../arguments/checks';
export { guarded, throwLater } from '../arguments/guarded';
export { inspectMode, LOADER_KINDS, timeoutsOfPlugin } from '../arguments/launch-arguments';
export { adviceOnTemporaryDirectory } from '../socket/temporary-directory';
