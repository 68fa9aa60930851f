import type { HookName } from '@plugin-isolation/plugin-worker';
import type { LoadedPlugin } from '../hooks/loaded-plugin';
import { nxCapabilities } from '../nx/capabilities-store';
import type { NxPlugin } from '../nx/adapter';
import { setOnly, type EnvironmentChanges } from './task-hooks-seam';

/** An entry of `plugins` in `nx.json`. */
export type PluginDefinition =
  string | { plugin: string; options?: unknown; include?: string[]; exclude?: string[] };

/**
 * What stands in for a plugin in the process of nx. Nothing of the plugin is loaded: each hook that is called is asked
 * of its worker.
 */
export function standIn(
  definition: PluginDefinition,
  { index, name, capabilities }: LoadedPlugin,
  runHook: (hook: HookName, args: unknown[]) => Promise<unknown>,
): NxPlugin {
  const { options, include, exclude } = typeof definition === 'string' ? ({} as never) : definition;
  const plugin: Record<string, unknown> = { index, name, options, include, exclude };
  for (const [hook, capability] of Object.entries(capabilities) as [HookName, string | true][]) {
    const call = async (...args: unknown[]) => {
      const result = await runHook(hook, args);
      return hook === 'preTasksExecution' ? setOnly(result as EnvironmentChanges) : result;
    };
    plugin[hook] = typeof capability === 'string' ? [capability, call] : call;
  }
  // From 23.3 on, Nx asks for these.
  plugin['capabilities'] = () => nxCapabilities(plugin as unknown as NxPlugin);
  plugin['dispose'] = () => undefined;
  return plugin as unknown as NxPlugin;
}
