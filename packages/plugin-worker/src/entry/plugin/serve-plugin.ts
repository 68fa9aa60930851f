import type { RequestHandler } from '../../protocol/connection';
import { assign, keys } from '../../protocol/intrinsics';
import { HOOKS, type Params } from '../../protocol/methods';
import type { Capabilities, InitializeParams, TaskEnvironmentChanges } from '../../protocol/types';
import { callPlugin } from './call-plugin';
import {
  chooseCreateNodes,
  majorOfNx,
  type CreateNodes,
  type CreateNodesExports,
} from './choose-create-nodes';
import { explainNoHooks } from './explain-no-hooks';
import type { Served } from '../served';
import type { ImportedModule } from '../import-module';
import { nameResults } from './name-results';
import { pluginName } from './plugin-name';
import { refuseGraphRequests, workForGraph } from './refuse-graph-requests';
import { withEnvironmentChanges } from './task-environment';
import { renewWorkspaceIndex } from './workspace-index';

/** An Nx plugin as its author wrote it: hooks that take options. */
interface NxPlugin extends CreateNodesExports {
  name?: unknown;
  createDependencies?(options: unknown, context: unknown): unknown;
  createMetadata?(graph: unknown, options: unknown, context: unknown): unknown;
  preTasksExecution?(options: unknown, context: unknown): unknown;
  postTasksExecution?(options: unknown, context: unknown): unknown;
}

/** Plugins and `@nx/devkit` read these to see that a graph is being built around them. Call before the plugin is loaded; gives the major of the workspace's Nx. */
export function markAsPluginWorker({ name, knownAs = name, root }: InitializeParams): number {
  refuseGraphRequests(knownAs);
  assign(globalThis, { NX_GRAPH_CREATION: true, NX_PLUGIN_WORKER: true });
  return majorOfNx(root);
}

/**
 * Serves the hooks that the plugin has, with its options bound.
 * @throws when the module has no hook that this Nx takes, but one of another Nx.
 */
export function servePlugin(
  { exports, loader }: ImportedModule,
  params: InitializeParams,
  majorOfNx: number,
): Served {
  const plugin = unwrapDefault(exports);
  const { name, note: aboutName } = pluginName(plugin.name, params.name);
  const createNodes = chooseCreateNodes(plugin, majorOfNx);
  const capabilities = capabilitiesOf(plugin, createNodes);
  const hasHooks = keys(capabilities).length > 0;
  const note = hasHooks ? aboutName : explainNoHooks(params.file, plugin);
  return {
    loaded: { name, loader, capabilities, functions: [], ...(note && { note }) },
    handlers: bindHooks(plugin, createNodes, { ...params, name }),
  };
}

/** Hooks stand on the module or on its default export; the namespace of an ES module is frozen and stays untouched. */
function unwrapDefault(exports: Record<string, unknown>): NxPlugin {
  const byDefault = exports['default'];
  const hasHooks = (value: unknown) =>
    typeof value === 'object' && value !== null && [...HOOKS, 'createNodesV2'].some((hook) => hook in value);
  return hasHooks(byDefault) ? (byDefault as NxPlugin) : exports;
}

function capabilitiesOf(plugin: NxPlugin, createNodes: CreateNodes | undefined): Capabilities {
  return {
    ...(createNodes && { createNodes: createNodes[0] }),
    ...(plugin.createDependencies && { createDependencies: true }),
    ...(plugin.createMetadata && { createMetadata: true }),
    ...(plugin.preTasksExecution && { preTasksExecution: true }),
    ...(plugin.postTasksExecution && { postTasksExecution: true }),
  };
}

function bindHooks(
  plugin: NxPlugin,
  createNodes: CreateNodes | undefined,
  launch: Pick<InitializeParams, 'name' | 'options' | 'root'>,
): Served['handlers'] {
  const { options, root } = launch;
  // The first hook of a graph is told how the index changed; where that is not createNodes, it is made anew.
  const renew = (hasEarlierHook: boolean) => (hasEarlierHook ? undefined : renewWorkspaceIndex(root));
  const hasNodes = createNodes !== undefined;
  const hasDependencies = plugin.createDependencies !== undefined;
  return {
    ...(createNodes && { createNodes: bindCreateNodes(createNodes, launch) }),
    ...(plugin.createDependencies && {
      createDependencies: async (params) => {
        await renew(hasNodes);
        const { context } = params as Params<'createDependencies'>;
        return await workForGraph('createDependencies', () => plugin.createDependencies!(options, context));
      },
    }),
    ...(plugin.createMetadata && {
      createMetadata: async (params) => {
        await renew(hasNodes || hasDependencies);
        const { graph, context } = params as Params<'createMetadata'>;
        return await workForGraph('createMetadata', () => plugin.createMetadata!(graph, options, context));
      },
    }),
    ...bindTaskHooks(plugin, options),
  };
}

function bindTaskHooks(plugin: NxPlugin, options: unknown): Served['handlers'] {
  return {
    ...(plugin.preTasksExecution && {
      preTasksExecution: (params): Promise<TaskEnvironmentChanges> =>
        withEnvironmentChanges(() =>
          callPlugin(() =>
            plugin.preTasksExecution!(options, (params as Params<'preTasksExecution'>).context),
          ),
        ),
    }),
    ...(plugin.postTasksExecution && {
      postTasksExecution: async (params) => {
        const { context } = params as Params<'postTasksExecution'>;
        await callPlugin(() => plugin.postTasksExecution!(options, context));
        return null;
      },
    }),
  };
}

function bindCreateNodes(
  { 1: createNodes }: CreateNodes,
  { name, options, root }: Pick<InitializeParams, 'name' | 'options' | 'root'>,
): RequestHandler {
  return async (params) => {
    const { configFiles, context, index } = params as Params<'createNodes'>;
    await renewWorkspaceIndex(root, index);
    return nameResults(
      name,
      await workForGraph('createNodes', () => createNodes(configFiles, options, context)),
    );
  };
}
