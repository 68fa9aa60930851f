export { connectPluginHost, createPluginHost } from './create-plugin-host';
export type { PluginHost, PluginHostOptions, PluginHostEvents } from './plugin-host';
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
export type { WorkerStatus } from './host/worker-status';
export type { InspectedPlugins } from './config/inspected-plugins';
export type { PluginEntry } from './config/plugin-entries';
