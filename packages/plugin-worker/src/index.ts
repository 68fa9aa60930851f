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
export { digestOf, type IndexChange } from './protocol/index-change';
export type { LoadedFiles } from './protocol/loaded-files';
export type * from './protocol/types';
