import type { Inspect } from '@plugin-isolation/plugin-worker';
import { checkManifests } from './check-manifests';
import { readHostSettings } from './host-settings';
import { inspectedPlugins, type InspectedPlugins } from './inspected-plugins';
import { profiledEntries } from './profiled-entries';
import { readPluginEntries, type PluginEntry } from './plugin-entries';
import { readNxJson } from './read-nx-json';
import { resolveSettings, type ResolvedSettings, type SettingsOptions } from './resolve-settings';

export interface ConfigurationOptions extends SettingsOptions {
  env?: Record<string, string> | undefined;
  inspect?: InspectedPlugins | undefined;
  /** Of which plugins a CPU profile is written, by their names in `nx.json`, and to which file. Their hooks run. */
  profile?: Record<string, string> | undefined;
  /** Plugins whose hooks run each time, by their names in `nx.json`. */
  unkept?: readonly string[] | undefined;
}

export interface Settings extends ResolvedSettings {
  nxJson: Record<string, unknown>;
  entries: PluginEntry[];
  inspectOf: (plugin: string) => Inspect;
  profileOf: (entry: PluginEntry) => string | undefined;
  unkept: readonly string[];
}

/**
 * Everything that files, variables and options set, checked and put together.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID`, `PLUGIN_UNKNOWN`.
 */
export function readSettings(
  root: string,
  variables: NodeJS.ProcessEnv,
  { inspect, profile, unkept = [], env: _, ...options }: ConfigurationOptions,
): Settings {
  const nxJson = readNxJson(root);
  checkManifests(root);
  const entries = readPluginEntries(nxJson);
  const settings = resolveSettings(readHostSettings(root, entries), variables, options);
  const inspectOf = inspectedPlugins(inspect, variables, entries);
  return { nxJson, entries, ...settings, inspectOf, profileOf: profiledEntries(profile, entries), unkept };
}

/**
 * Refuses what is wrong in settings of ours. Nothing is said of an `nx.json` that can't be read.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID`, `PLUGIN_UNKNOWN`.
 */
export function checkOwnSettings(root: string, variables: NodeJS.ProcessEnv): void {
  const entries = entriesOf(root);
  if (!entries) return;
  resolveSettings(readHostSettings(root, entries), variables, {});
  inspectedPlugins(undefined, variables, entries);
}

function entriesOf(root: string): PluginEntry[] | undefined {
  try {
    return readPluginEntries(readNxJson(root));
  } catch {
    return undefined;
  }
}

/**
 * Refuses whatever a host would refuse, before there is one. Only variables of dotenv files are left to the host.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID`, `PLUGIN_UNKNOWN`.
 */
export function checkSettings(root: string, options: ConfigurationOptions): void {
  readSettings(root, { ...process.env, ...options.env }, options);
}
