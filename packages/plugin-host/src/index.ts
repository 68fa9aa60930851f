export { connectPluginHost, createPluginHost } from './create-plugin-host';
export { ArgumentsError } from '@plugin-isolation/plugin-worker';
export type { ComputeOptions, PluginHost, PluginHostOptions, PluginHostEvents } from './plugin-host';
export {
  HostClosedError,
  HostEndedError,
  WorkspaceError,
  PluginResolveError,
  type WorkspaceErrorCode,
} from './errors';
export type { ComputedGraph, Timings } from './graph/compute-graph';
export type { GraphError } from './graph/graph-errors';
export type { HookTiming } from './graph/hook-run';
export type { SourceMaps } from './graph/nx/adapter';
export type { SerializedWorkerEvent } from './host/forward-events';
export type { WorkerStateEvent } from './workers/worker-state-event';
export type { WorkerStatus } from './host/worker-status';
export type { PluginSettings } from './config/host-settings';
export type { InspectedPlugins } from './config/inspected-plugins';
export type { PluginEntry } from './config/plugin-entries';
export type {
  Capabilities,
  Inspect,
  LoaderKind,
  LoaderReport,
  LogLine,
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
