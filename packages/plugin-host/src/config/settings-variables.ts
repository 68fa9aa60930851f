import type { LoaderKind } from '@plugin-isolation/plugin-worker';
import { variableInvalid } from '../errors/workspace-error-texts';
import type { Schema } from './check-schema';
import type { HostSettings, PluginSettings, ReuseRule } from './host-settings';

/** Variables for one-off use; they go before the file. */
export const SETTINGS_VARIABLES = {
  loadMs: 'PLUGIN_HOST_LOAD_TIMEOUT_MS',
  hookMs: 'PLUGIN_HOST_TIMEOUT_MS',
  lastGoodResults: 'PLUGIN_HOST_LAST_GOOD_RESULTS',
  loaders: 'PLUGIN_HOST_LOADERS',
  stopAfterUse: 'PLUGIN_HOST_STOP_AFTER_USE',
  reuse: 'PLUGIN_HOST_REUSE',
  memoryMiB: 'PLUGIN_HOST_MEMORY_MIB',
  totalMemoryMiB: 'PLUGIN_HOST_TOTAL_MEMORY_MIB',
} as const;

/** What variables can set: everything for all plugins, and nothing for one of them. */
export type VariableSettings = PluginSettings & Pick<HostSettings, 'totalMemoryMiB'>;

/**
 * What the environment sets.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID` for a variable that is no such value.
 */
export function readVariables(env: NodeJS.ProcessEnv): VariableSettings {
  const loadMs = readMs(env, SETTINGS_VARIABLES.loadMs);
  const hookMs = readMs(env, SETTINGS_VARIABLES.hookMs);
  return {
    timeouts: { ...(loadMs !== undefined && { loadMs }), ...(hookMs !== undefined && { hookMs }) },
    ...readSwitch(env, 'lastGoodResults'),
    ...readSwitch(env, 'stopAfterUse'),
    ...readLoaders(env),
    ...readReuse(env),
    ...readMebibytes(env, 'memoryMiB'),
    ...readMebibytes(env, 'totalMemoryMiB'),
  };
}

function readSwitch<S extends 'lastGoodResults' | 'stopAfterUse'>(
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

function readReuse(env: NodeJS.ProcessEnv): Pick<PluginSettings, 'reuse'> {
  const rule = env[SETTINGS_VARIABLES.reuse];
  if (!rule) return {};
  const { definitions } = require('../../plugin-host.schema.json') as { definitions: { reuse: Schema } };
  const known = definitions.reuse.enum!;
  if (!known.includes(rule))
    throw variableInvalid(SETTINGS_VARIABLES.reuse, `one of ${known.join(', ')}`, rule);
  return { reuse: rule as ReuseRule };
}

function readMs(env: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = env[name];
  if (!text) return undefined;
  if (!/^\d+$/.test(text)) throw variableInvalid(name, 'a number of milliseconds', text);
  return Number(text);
}

function readMebibytes<S extends 'memoryMiB' | 'totalMemoryMiB'>(
  env: NodeJS.ProcessEnv,
  setting: S,
): { [K in S]?: number } {
  const name = SETTINGS_VARIABLES[setting];
  const text = env[name];
  if (!text) return {};
  if (!/^[1-9]\d*$/.test(text)) throw variableInvalid(name, 'a number of MiB', text);
  return { [setting]: Number(text) } as { [K in S]?: number };
}
