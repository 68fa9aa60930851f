export {
  launchPluginWorker,
  type LaunchPluginWorkerOptions,
  type PluginWorker,
} from './launch/launch-plugin-worker';
export {
  launchWorker,
  type LaunchWorkerOptions,
  type ModuleApi,
  type ModuleWorker,
} from './launch/launch-worker';
export type { Worker } from './launch/launch';
export type { RunningHook } from './launch/call';
export type { Transport } from './launch/connect-worker';
export type { WorkerExit } from './process/worker-process';
export { timeoutFor, type Inspect, type LaunchOptions, type Timeouts } from './launch/options';
export type { PluginProxy } from './launch/plugin-proxy';
export type { LogHandler, LogLine } from './process/output';
export { STOP_TOTAL_MS } from './launch/stop-worker';
export { adviceOnTemporaryDirectory } from './socket/temporary-directory';
export type { WorkerState } from './launch/worker-state';
export {
  PluginHookError,
  PluginLoadError,
  PluginNotFoundError,
  WorkerError,
  WorkerExitError,
  WorkerStartError,
  WorkerStoppedError,
  WorkerTimeoutError,
  type Diagnosis,
  type ErrorCode,
  type ExitReason,
} from './launch/errors';
export { reviveError } from './protocol/revive-error';
export { ArgumentsError, checkArgument, checkArguments } from './arguments/check-arguments';
export * as checks from './arguments/checks';
export { inspectMode, LOADER_KINDS, timeoutsOfPlugin } from './arguments/launch-arguments';
export { guarded, throwLater } from './arguments/guarded';
export { serializeError, type SerializedError } from './protocol/serialize-error';
export { digestOf, type FileChanges } from './protocol/file-changes';
export type { LoadedFiles } from './protocol/loaded-files';
export type * from './protocol/types';
export type * from './protocol/nx-types';
export type { Capabilities, HookName, PluginHooks } from './protocol/hooks/hooks';
export type { TaskEnvironmentChanges } from './protocol/hooks/hook-spec';
export type * from './protocol/hooks/create-nodes';
export type * from './protocol/hooks/create-dependencies';
export type * from './protocol/hooks/create-metadata';
export type * from './protocol/hooks/pre-tasks-execution';
export type * from './protocol/hooks/post-tasks-execution';
