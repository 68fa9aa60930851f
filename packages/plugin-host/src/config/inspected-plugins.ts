import type { Inspect } from '@plugin-isolation/plugin-worker';
import { pluginUnknown } from '../errors/workspace-error-texts';
import type { PluginEntry } from './plugin-entries';

/**
 * Which plugins run with an inspector, by their names in `nx.json`. `brk` also stops right before the plugin is loaded.
 */
export type InspectedPlugins = Record<string, Inspect>;

/** Names of plugins, separated by commas; they add to what options ask for. */
export const INSPECT_VARIABLES = { inspect: 'PLUGIN_HOST_INSPECT', brk: 'PLUGIN_HOST_INSPECT_BRK' } as const;

/**
 * What options and environment ask for together; options go first.
 * @throws {WorkspaceError} `PLUGIN_UNKNOWN` if `nx.json` does not list a plugin.
 */
export function inspectedPlugins(
  options: InspectedPlugins | undefined,
  env: NodeJS.ProcessEnv,
  entries: readonly PluginEntry[],
): (plugin: string) => Inspect {
  const inspected = new Map<string, Inspect>([
    ...namesIn(env[INSPECT_VARIABLES.inspect]).map((name) => [name, true] as const),
    ...namesIn(env[INSPECT_VARIABLES.brk]).map((name) => [name, 'brk'] as const),
    ...Object.entries(options ?? {}),
  ]);
  const known = entries.map(({ plugin }) => plugin);
  const unknown = [...inspected.keys()].filter((name) => !known.includes(name));
  if (unknown.length > 0) throw pluginUnknown(unknown, known);
  return (plugin) => inspected.get(plugin) ?? false;
}

function namesIn(variable = ''): string[] {
  return variable
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}
