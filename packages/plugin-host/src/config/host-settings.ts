import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LoaderKind, Timeouts } from '@plugin-isolation/plugin-worker';
import { configurationInvalid, variableInvalid } from '../errors/error-texts';
import { findMismatch, type Schema } from './check-schema';
import type { PluginEntry } from './plugin-entries';
import { mergeTimeouts, NO_TIMEOUTS } from './merge-timeouts';
import { readJsonc } from './read-jsonc';

/** What can be set for all plugins, and for each. */
export interface PluginSettings {
  timeouts?: Timeouts;
  /** Where the plugin fails, its last good result is used, marked as stale. Default false. */
  lastGoodResults?: boolean;
  /** What may load a TypeScript plugin, the first choice first. Default: swc-node, ts-node, strip-types. */
  loaders?: LoaderKind[];
  /** The plugin's worker is stopped when no later hook of the graph needs it, and started again when one does. Default
   * false; true for a command line that computes one graph and ends. */
  stopAfterUse?: boolean;
  /** A worker that holds more when a graph is done is stopped; the next graph starts a new one. Default: no limit. */
  memoryMiB?: number;
}

/** `plugin-host.json`. Its schema, `plugin-host.schema.json`, is what it is checked against. */
export interface HostSettings extends PluginSettings {
  /** When a graph is done and all workers hold more, those that have been idle for longest are stopped. Default: no limit. */
  totalMemoryMiB?: number;
  /**
   * A graph is computed once until a file of Nx's index, the configuration or a source of a plugin changes. Plugins that read anything
   * else, such as ignored files, get no chance to see that change. Default false.
   */
  reuseGraph?: boolean;
  /** By the names in `nx.json`. */
  plugins?: Record<string, PluginSettings>;
}

export const SETTINGS_FILE = 'plugin-host.json';

/** Variables for one-off use; they go before the file. */
export const SETTINGS_VARIABLES = {
  loadMs: 'PLUGIN_HOST_LOAD_TIMEOUT_MS',
  hookMs: 'PLUGIN_HOST_TIMEOUT_MS',
  lastGoodResults: 'PLUGIN_HOST_LAST_GOOD_RESULTS',
  loaders: 'PLUGIN_HOST_LOADERS',
  stopAfterUse: 'PLUGIN_HOST_STOP_AFTER_USE',
  memoryMiB: 'PLUGIN_HOST_MEMORY_MIB',
  totalMemoryMiB: 'PLUGIN_HOST_TOTAL_MEMORY_MIB',
  reuseGraph: 'PLUGIN_HOST_REUSE_GRAPH',
} as const;

/** The settings of one plugin of `nx.json`. */
export type SettingsOf = (plugin: string) => Required<Omit<PluginSettings, 'loaders' | 'memoryMiB'>> & {
  loaders: LoaderKind[] | undefined;
  memoryMiB: number | undefined;
};

/**
 * The settings of the workspace's `plugin-host.json`, which may be absent.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID`, with line and column, or the name of what does not fit.
 */
export function readHostSettings(root: string, entries: readonly PluginEntry[]): HostSettings {
  const file = join(root, SETTINGS_FILE);
  if (!existsSync(file)) return {};
  const settings = readJsonc(file);
  const schema = require('../../plugin-host.schema.json') as Schema;
  const mismatch = findMismatch(settings, schema);
  if (mismatch) throw configurationInvalid(file, mismatch.what);
  const listed = entries.map(({ plugin }) => plugin);
  const unknown = Object.keys((settings as HostSettings).plugins ?? {}).find(
    (name) => !listed.includes(name),
  );
  if (unknown !== undefined) {
    const known = listed.join(', ') || 'no plugins';
    throw configurationInvalid(
      file,
      `"plugins" names "${unknown}", which nx.json does not list; it lists ${known}`,
    );
  }
  return settings;
}

/**
 * Settings per plugin: `options` go before the environment, that before the file (in it the plugin's own before those for all),
 * and that before the defaults. `NX_PLUGIN_NO_TIMEOUTS=true` goes before everything.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID` for a variable that is no such value.
 */
export function resolveSettings(
  file: HostSettings,
  env: NodeJS.ProcessEnv,
  options: PluginSettings = {},
  defaults: Pick<PluginSettings, 'stopAfterUse'> = {},
): SettingsOf {
  const fromEnvironment = readVariables(env);
  const isWithoutTimers = env['NX_PLUGIN_NO_TIMEOUTS'] === 'true';
  return (plugin) => {
    const own = Object.hasOwn(file.plugins ?? {}, plugin) ? file.plugins![plugin] : {};
    const strongestFirst = [options, fromEnvironment, own, file];
    const timeouts = mergeTimeouts(strongestFirst.map((layer) => layer.timeouts ?? {}));
    const strongest = <K extends Switch | 'loaders' | 'memoryMiB'>(setting: K): PluginSettings[K] =>
      strongestFirst.find((layer) => layer[setting] !== undefined)?.[setting];
    return {
      timeouts: isWithoutTimers ? NO_TIMEOUTS : timeouts,
      lastGoodResults: strongest('lastGoodResults') ?? false,
      loaders: strongest('loaders'),
      stopAfterUse: strongest('stopAfterUse') ?? defaults.stopAfterUse ?? false,
      memoryMiB: strongest('memoryMiB'),
    };
  };
}

/**
 * The limit for all workers together, in MiB; the option goes before the environment, that before the file.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID` for a variable that is no such value.
 */
export function resolveTotalMemory(
  file: HostSettings,
  env: NodeJS.ProcessEnv,
  option?: number,
): number | undefined {
  return option ?? readMebibytes(env, SETTINGS_VARIABLES.totalMemoryMiB) ?? file.totalMemoryMiB;
}

/**
 * Whether a graph is computed once until something changes; the option goes before the environment, that before the file.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID` for a variable that is no such value.
 */
export function resolveReuse(file: HostSettings, env: NodeJS.ProcessEnv, option?: boolean): boolean {
  return option ?? readSwitch(env, 'reuseGraph').reuseGraph ?? file.reuseGraph ?? false;
}

function readVariables(env: NodeJS.ProcessEnv): PluginSettings {
  const loadMs = readMs(env, SETTINGS_VARIABLES.loadMs);
  const hookMs = readMs(env, SETTINGS_VARIABLES.hookMs);
  const memoryMiB = readMebibytes(env, SETTINGS_VARIABLES.memoryMiB);
  return {
    timeouts: { ...(loadMs !== undefined && { loadMs }), ...(hookMs !== undefined && { hookMs }) },
    ...readSwitch(env, 'lastGoodResults'),
    ...readSwitch(env, 'stopAfterUse'),
    ...readLoaders(env),
    ...(memoryMiB !== undefined && { memoryMiB }),
  };
}

type Switch = 'lastGoodResults' | 'stopAfterUse';

function readSwitch<S extends Switch | 'reuseGraph'>(
  env: NodeJS.ProcessEnv,
  setting: S,
): { [K in S]?: boolean } {
  const name = SETTINGS_VARIABLES[setting];
  const text = env[name];
  if (!text) return {};
  if (!['true', 'false'].includes(text)) throw variableInvalid(name, 'true or false', text);
  return { [setting]: text === 'true' } as { [K in S]?: boolean };
}

function readLoaders(env: NodeJS.ProcessEnv): Pick<PluginSettings, 'loaders'> {
  const text = env[SETTINGS_VARIABLES.loaders];
  if (!text) return {};
  const { definitions } = require('../../plugin-host.schema.json') as { definitions: { loaders: Schema } };
  const known = definitions.loaders.items!.enum!;
  const loaders = text.split(',').map((name) => name.trim());
  if (loaders.some((name) => !known.includes(name)))
    throw variableInvalid(SETTINGS_VARIABLES.loaders, `a list of ${known.join(', ')}`, text);
  return { loaders: loaders as LoaderKind[] };
}

function readMs(env: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = env[name];
  if (!text) return undefined;
  if (!/^\d+$/.test(text)) throw variableInvalid(name, 'a number of milliseconds', text);
  return Number(text);
}

function readMebibytes(env: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = env[name];
  if (!text) return undefined;
  if (!/^[1-9]\d*$/.test(text)) throw variableInvalid(name, 'a number of MiB', text);
  return Number(text);
}
