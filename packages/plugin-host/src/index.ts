export { connectPluginHost, createPluginHost } from './client/create-plugin-host';
export {
  ArgumentsError,
  isWorkerError,
  PluginHookError,
  PluginLoadError,
  WorkerError,
  WorkerExitError,
  WorkerStartError,
  WorkerStoppedError,
  WorkerTimeoutError,
} from '@plugin-isolation/plugin-worker';
export type { PluginHost } from './client/plugin-host';
export type {
  ComputeOptions,
  HookFunction,
  PluginHostEvents,
  PluginHostOptions,
  PluginHostStatusOptions,
} from './client/plugin-host-options';
export {
  HostClosedError,
  HostEndedError,
  WorkspaceError,
  PluginResolveError,
  type WorkspaceErrorCode,
} from './errors/errors';
export type { ComputedGraph, LoadTiming, Timings } from './schedule/compute-graph';
export type { GraphError, KnownGraphErrorCode } from './errors/graph-errors';
export type { HookTiming } from './hooks/layers/timed';
export type { SourceMaps } from './nx/adapter';
export type { SerializedWorkerEvent } from './host/host-event';
export type {
  OfLoadedWorker,
  OfWorker,
  WorkerCrashed,
  WorkerFailed,
  WorkerReady,
  WorkerStarting,
  WorkerStateEvent,
  WorkerStopped,
} from './workers/worker-state-event';
export type { WatchEvent } from './watch/watch-event';
export type { GraphDifference, ListDifference } from './watch/graph-difference';
export type { WorkerChanges } from './watch/worker-changes';
export type { FileChanges } from './files/file-snapshot';
export type { WorkerStatus } from './workers/worker-status';
export type { PluginSettings, ReuseRule } from './config/host-settings';
export type { InspectedPlugins } from './config/inspected-plugins';
export type { PluginEntry } from './config/plugin-entries';
export type {
  AnyWorkerError,
  Capabilities,
  Diagnosis,
  ErrorCode,
  ExitReason,
  ForeignErrorCode,
  HookName,
  Inspect,
  LoaderKind,
  LoaderReport,
  LogLine,
  PluginHooks,
  PluginProxy,
  ProjectConfiguration,
  ProjectGraph,
  ProjectGraphDependency,
  ProjectGraphExternalNode,
  ProjectGraphProjectNode,
  RequestRefusedError,
  RunningHook,
  SerializedError,
  Timeouts,
  WorkerErrorCode,
  WorkerState,
} from '@plugin-isolation/plugin-worker';
