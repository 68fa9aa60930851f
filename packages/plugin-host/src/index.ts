export { connectPluginHost, createPluginHost } from './client/create-plugin-host';
export { ArgumentsError, WorkerError } from '@plugin-isolation/plugin-worker';
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
export type { GraphError } from './errors/graph-errors';
export type { HookTiming } from './hooks/layers/timed';
export type { SourceMaps } from './nx/adapter';
export type { SerializedWorkerEvent } from './host/host-event';
export type { WorkerStateEvent } from './workers/worker-state-event';
export type { WorkerStatus } from './workers/worker-status';
export type { PluginSettings, ReuseRule } from './config/host-settings';
export type { InspectedPlugins } from './config/inspected-plugins';
export type { PluginEntry } from './config/plugin-entries';
export type {
  Capabilities,
  Diagnosis,
  ErrorCode,
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
  RunningHook,
  SerializedError,
  Timeouts,
  WorkerState,
} from '@plugin-isolation/plugin-worker';
