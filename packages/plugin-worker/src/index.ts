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
  type UnknownModule,
} from './launch/launch-worker';
export type { Worker } from './launch/launch';
export type { RunningHook } from './launch/call';
export type { Transport } from './launch/connect-worker';
export type { Inspect, LaunchOptions, Timeouts } from './launch/options';
export type { PluginProxy } from './launch/plugin-proxy';
export type { LogHandler, LogLine } from './process/output';
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
  isWorkerError,
  type AnyWorkerError,
  type Diagnosis,
  type ErrorCode,
  type ExitReason,
  type ForeignErrorCode,
  type RequestRefusedError,
  type WorkerErrorCode,
} from './launch/errors';
export { ArgumentsError } from './arguments/check-arguments';
export type { SerializedError } from './protocol/serialize-error';
export type { WorkerEvent, WorkerStats } from './protocol/types';
export type { FormatRule, LoaderKind, LoaderReport, LoaderSettings } from './protocol/loader-types';
export type * from './protocol/nx-types';
export type { Capabilities, HookName, PluginHooks } from './protocol/hooks/hooks';
export type {
  CreateNodes,
  CreateNodesContext,
  CreateNodesContribution,
  CreateNodesResult,
} from './protocol/hooks/create-nodes';
export type {
  CreateDependencies,
  CreateDependenciesContext,
  RawDependency,
} from './protocol/hooks/create-dependencies';
export type {
  CreateMetadata,
  CreateMetadataContext,
  ProjectsMetadata,
} from './protocol/hooks/create-metadata';
export type { PreTasksExecution } from './protocol/hooks/pre-tasks-execution';
export type { PostTasksExecution } from './protocol/hooks/post-tasks-execution';
