import type { HookName } from '../../protocol/hooks/hooks';
import { assign, keys } from '../../protocol/intrinsics';
import type { InitializeParams } from '../../protocol/types';
import type { ImportedModule } from '../import-module';
import type { Served } from '../served';
import { bindHooks } from './bind-hooks';
import { chooseCreateNodes, EXPORT_NAMES, majorOfNx, type CreateNodesExports } from './choose-create-nodes';
import { explainNoHooks } from './explain-no-hooks';
import type { PartStore } from './part-store';
import { pluginName } from './plugin-name';
import { refuseGraphRequests } from './refuse-graph-requests';

/** An Nx plugin as its author wrote it: hooks that take options. */
interface NxPlugin extends CreateNodesExports, Partial<Record<Exclude<HookName, 'createNodes'>, unknown>> {
  name?: unknown;
}

/**
 * Plugins and `@nx/devkit` read these to see that a graph is being built around them. Call this before the plugin is
 * loaded. Gives the major of the workspace's Nx.
 */
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
  { majorOfNx, parts }: { majorOfNx: number; parts: PartStore },
): Served {
  const plugin = unwrapDefault(exports);
  const { name, note: aboutName } = pluginName(plugin.name, params.name);
  const createNodes = chooseCreateNodes(plugin, majorOfNx);
  const exportOf = (hook: HookName) => (hook === 'createNodes' ? createNodes : plugin[hook]);
  const { capabilities, handlers } = bindHooks(plugin, exportOf, { ...params, name, parts });
  const hasHooks = keys(capabilities).length > 0;
  const note = hasHooks ? aboutName : explainNoHooks(params.file, plugin);
  return { loaded: { name, loader, capabilities, functions: [], ...(note && { note }) }, handlers };
}

/** Hooks stand on the module or on its default export; the namespace of an ES module is frozen and stays untouched. */
function unwrapDefault(exports: Record<string, unknown>): NxPlugin {
  const byDefault = exports['default'];
  const hasHooks = (value: unknown) =>
    typeof value === 'object' && value !== null && EXPORT_NAMES.some((name) => name in value);
  return hasHooks(byDefault) ? (byDefault as NxPlugin) : exports;
}
