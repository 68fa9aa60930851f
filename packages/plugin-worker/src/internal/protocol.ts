/** For plugin-host alone, and it may change at any time. What travels, as values. */
export { Deferred } from '../protocol/deferred';
export { digestOf } from '../protocol/digest';
export { HOOK_NAMES } from '../protocol/hooks/hooks';
export type { FileChanges } from '../protocol/file-changes';
export type { LoadedFiles } from '../protocol/loaded-files';
export { reviveError } from '../protocol/revive-error';
export { serializeError } from '../protocol/serialize-error';
