import { HOOKS, type Params } from '../protocol/methods';
import type {
  Capabilities,
  CreateNodesContribution,
  InitializeParams,
  TaskEnvironmentChanges,
} from '../types';
import type { Served } from './handlers';
import type { ImportedModule } from './load-module';
import { refuseGraphRequests, workForGraph } from './refuse-graph-requests';
import { withEnvironmentChanges } from './task-environment';
import { forgetWorkspaceIndex } from './workspace-index';

/** An Nx plugin as its author wrote it: hooks that take options. */
interface NxPlugin {
  name?: string;
  createNodes?: [
    pattern: string,
    createNodes: (files: string[], options: unknown, context: unknown) => unknown,
  ];
  createNodesV2?: NxPlugin['createNodes'];
  createDependencies?(options: unknown, context: unknown): unknown;
  createMetadata?(graph: unknown, options: unknown, context: unknown): unknown;
  preTasksExecution?(options: unknown, context: unknown): unknown;
  postTasksExecution?(options: unknown, context: unknown): unknown;
}

/** Plugins and `@nx/devkit` read these to see that a graph is being built around them. */
export function markAsPluginWorker(plugin: string): void {
  refuseGraphRequests(plugin);
  Object.assign(globalThis, { NX_GRAPH_CREATION: true, NX_PLUGIN_WORKER: true });
}

/**
 * Serves the hooks that the plugin has, with its options bound.
 * @throws when the module has no hook at all.
 */
export function servePlugin({ exports, loader }: ImportedModule, params: InitializeParams): Served {
  const plugin = unwrapDefault(exports);
  const name = plugin.name ?? params.name;
  const capabilities = capabilitiesOf(plugin);
  if (Object.keys(capabilities).length === 0) {
    throw new Error(`${params.file} exports none of the hooks ${HOOKS.join(', ')}, so it is no plugin`);
  }
  return {
    loaded: { name, loader, capabilities, functions: [] },
    handlers: bindHooks(plugin, name, params.options),
  };
}

/** Hooks stand on the module or on its default export; the namespace of an ES module is frozen and stays untouched. */
function unwrapDefault(exports: Record<string, unknown>): NxPlugin {
  const byDefault = exports['default'];
  const hasHooks = (value: unknown) =>
    typeof value === 'object' && value !== null && [...HOOKS, 'createNodesV2'].some((hook) => hook in value);
  return hasHooks(byDefault) ? (byDefault as NxPlugin) : exports;
}

function createNodesOf(plugin: NxPlugin): NxPlugin['createNodes'] {
  return plugin.createNodes ?? plugin.createNodesV2;
}

function capabilitiesOf(plugin: NxPlugin): Capabilities {
  const createNodes = createNodesOf(plugin);
  return {
    ...(createNodes && { createNodes: createNodes[0] }),
    ...(plugin.createDependencies && { createDependencies: true }),
    ...(plugin.createMetadata && { createMetadata: true }),
    ...(plugin.preTasksExecution && { preTasksExecution: true }),
    ...(plugin.postTasksExecution && { postTasksExecution: true }),
  };
}

function bindHooks(plugin: NxPlugin, name: string, options: unknown): Served['handlers'] {
  const createNodes = createNodesOf(plugin);
  return {
    ...(createNodes && {
      createNodes: async (params) => {
        const { configFiles, context } = params as Params<'createNodes'>;
        forgetWorkspaceIndex();
        const results = (await workForGraph('createNodes', () =>
          createNodes[1](configFiles, options, context),
        )) as [string, CreateNodesContribution][];
        return results.map(([file, contribution]) => [name, file, contribution]);
      },
    }),
    ...(plugin.createDependencies && {
      createDependencies: (params) =>
        workForGraph('createDependencies', () =>
          plugin.createDependencies!(options, (params as Params<'createDependencies'>).context),
        ),
    }),
    ...(plugin.createMetadata && {
      createMetadata: (params) => {
        const { graph, context } = params as Params<'createMetadata'>;
        return workForGraph('createMetadata', () => plugin.createMetadata!(graph, options, context));
      },
    }),
    ...(plugin.preTasksExecution && {
      preTasksExecution: (params): Promise<TaskEnvironmentChanges> =>
        withEnvironmentChanges(() =>
          plugin.preTasksExecution!(options, (params as Params<'preTasksExecution'>).context),
        ),
    }),
    ...(plugin.postTasksExecution && {
      postTasksExecution: async (params) => {
        await plugin.postTasksExecution!(options, (params as Params<'postTasksExecution'>).context);
        return null;
      },
    }),
  };
}
