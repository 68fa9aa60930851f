import { HOOK_NAMES, hookSpec, type Capabilities, type HookName } from '../../protocol/hooks/hooks';
import type { PluginFunction } from '../../protocol/hooks/hook-spec';
import type { FileChanges } from '../../protocol/file-changes';
import { apply } from '../../protocol/intrinsics';
import type { RequestHandler } from '../../protocol/run-handler';
import type { Served } from '../served';
import { callPlugin } from './call-plugin';
import type { PartStore } from './part-store';
import { workForGraph } from './refuse-graph-requests';
import { withEnvironmentChanges, withEnvironmentOf } from './task-environment';
import { renewWorkspaceIndex } from './workspace-index';

export interface HookSettings {
  /** The plugin's own name. */
  name: string;
  options?: unknown;
  root: string;
  parts: Pick<PartStore, 'restore'>;
}

/**
 * Which hooks a plugin has, and handlers that serve them with its options bound. `exportOf` tells its export for a
 * hook.
 */
export function bindHooks(
  plugin: object,
  exportOf: (hook: HookName) => unknown,
  settings: HookSettings,
): { capabilities: Capabilities; handlers: Served['handlers'] } {
  const capabilities: Record<string, string | true> = {};
  const handlers: Served['handlers'] = {};
  let hasGraphHook = false;
  for (let index = 0; index < HOOK_NAMES.length; index++) {
    const hook = HOOK_NAMES[index];
    const exported = exportOf(hook);
    if (!exported) continue;
    const { hasPattern, isForGraph = false } = hookSpec(hook);
    // Not taken apart as a list: a plugin may have replaced what that does.
    const { 0: pattern, 1: paired } = hasPattern ? (exported as [string, unknown]) : [true as const];
    capabilities[hook] = pattern;
    const call = hasPattern ? functionOf(hook, () => paired) : functionOf(hook, () => exportOf(hook), plugin);
    // The first hook of a graph is told how the files changed. If it can't be told, the index is made again.
    handlers[hook] = bindHook(hook, call, settings, isForGraph && !hasGraphHook);
    hasGraphHook ||= isForGraph;
  }
  return { capabilities, handlers };
}

/** The plugin's function as it is when it is called. */
function functionOf(hook: HookName, read: () => unknown, self?: object): PluginFunction {
  return (...args) => {
    const called = read();
    if (typeof called !== 'function') throw new TypeError(`${hook} is not a function`);
    return apply(called as PluginFunction, self, args);
  };
}

function bindHook(
  hook: HookName,
  pluginHook: PluginFunction,
  { name, options, root, parts }: HookSettings,
  renewsIndex: boolean,
): RequestHandler {
  const { call, answer, isForGraph } = hookSpec(hook);
  const worker = { plugin: name, withEnvironmentChanges, withEnvironmentOf };
  return async (sent) => {
    const params = parts.restore(hook, sent as object);
    if (renewsIndex) await renewWorkspaceIndex(root, (params as { fileChanges?: FileChanges }).fileChanges);
    const work = () => call(pluginHook, options, params);
    const callIt = () => (isForGraph ? workForGraph(hook, work) : callPlugin(work));
    // Not returned as it is: that would call its `then`, which a plugin may have replaced.
    return await (answer ? answer(callIt, worker, params) : callIt());
  };
}
