import { HOOKS, METHODS, type HookName, type Params } from '../protocol/methods';
import type { IndexChange } from '../protocol/index-change';
import type {
  Capabilities,
  CreateDependenciesContext,
  CreateMetadataContext,
  CreateNodesContext,
  CreateNodesResult,
  ProjectGraph,
  ProjectsMetadata,
  RawDependency,
  TaskEnvironmentChanges,
  TasksExecutionContext,
} from '../protocol/types';

/**
 * The plugin as if it were loaded here: Nx's own shape of a *loaded* plugin, with options bound. Hooks that the plugin lacks
 * are absent.
 */
export interface PluginProxy {
  name: string;
  include?: string[] | undefined;
  exclude?: string[] | undefined;
  createNodes?: [
    pattern: string,
    createNodes: (
      configFiles: string[],
      context: CreateNodesContext,
      index?: IndexChange,
    ) => Promise<CreateNodesResult[]>,
  ];
  createDependencies?: (context: CreateDependenciesContext) => Promise<RawDependency[]>;
  createMetadata?: (graph: ProjectGraph, context: CreateMetadataContext) => Promise<ProjectsMetadata>;
  /** Resolves with the changes of the environment; a deleted variable is there as `undefined`. */
  preTasksExecution?: (context: TasksExecutionContext) => Promise<Record<string, string | undefined>>;
  postTasksExecution?: (context: TasksExecutionContext) => Promise<void>;
}

export type CallHook = <H extends HookName>(hook: H, params: Params<H>) => Promise<unknown>;

/** Derives the proxy from the method table: each hook's arguments become the params that its row names. */
export function createPluginProxy(
  identity: Pick<PluginProxy, 'name' | 'include' | 'exclude'>,
  capabilities: Capabilities,
  callHook: CallHook,
): PluginProxy {
  const proxy: Record<string, unknown> = { ...identity };
  for (const hook of HOOKS) {
    const capability = capabilities[hook];
    if (capability === undefined) continue;
    const call = async (...args: unknown[]) =>
      toLocalResult(hook, await callHook(hook, toParams(hook, args)));
    proxy[hook] = typeof capability === 'string' ? [capability, call] : call;
  }
  return proxy as unknown as PluginProxy;
}

function toParams<H extends HookName>(hook: H, args: unknown[]): Params<H> {
  const names = Object.keys(METHODS[hook].params);
  return Object.fromEntries(names.map((name, index) => [name, args[index]])) as Params<H>;
}

function toLocalResult(hook: HookName, result: unknown): unknown {
  if (hook === 'postTasksExecution') return undefined;
  if (hook !== 'preTasksExecution') return result;
  const { set, deleted } = result as TaskEnvironmentChanges;
  return { ...set, ...Object.fromEntries(deleted.map((name) => [name, undefined])) };
}
