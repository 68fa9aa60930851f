import type { LoaderKind } from '@plugin-isolation/plugin-worker';
import type { HostSettings, PluginSettings } from './host-settings';
import { mergeTimeouts, NO_TIMEOUTS } from './merge-timeouts';
import { readVariables, type VariableSettings } from './settings-variables';

/** What a caller of a host sets. */
export interface SettingsOptions extends VariableSettings {
  /** What holds if neither an option, the environment nor `plugin-host.json` says otherwise. */
  defaults?: Pick<PluginSettings, 'stopAfterUse'> | undefined;
}

/** The settings of one plugin of `nx.json`. */
export type ResolvedPluginSettings = Required<Omit<PluginSettings, 'loaders' | 'memoryMiB'>> & {
  loaders: LoaderKind[] | undefined;
  memoryMiB: number | undefined;
};

export interface ResolvedSettings {
  /** Limit for all workers together. */
  totalMemoryMiB: number | undefined;
  /** Whether a graph is computed once until something changes. */
  reuseGraph: boolean;
  ofPlugin: (plugin: string) => ResolvedPluginSettings;
}

/**
 * Puts all settings together. `options` go before the environment, that before the file (in it the plugin's own before
 * those for all), and that before the defaults. `NX_PLUGIN_NO_TIMEOUTS=true` goes before everything.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID` for a variable that is no such value.
 */
export function resolveSettings(
  file: HostSettings,
  env: NodeJS.ProcessEnv,
  { defaults, ...options }: SettingsOptions = {},
): ResolvedSettings {
  const variables = readVariables(env);
  const isWithoutTimers = env['NX_PLUGIN_NO_TIMEOUTS'] === 'true';
  return {
    totalMemoryMiB: options.totalMemoryMiB ?? variables.totalMemoryMiB ?? file.totalMemoryMiB,
    reuseGraph: options.reuseGraph ?? variables.reuseGraph ?? file.reuseGraph ?? false,
    ofPlugin: (plugin) => {
      const own = Object.hasOwn(file.plugins ?? {}, plugin) ? file.plugins![plugin] : {};
      const strongestFirst: PluginSettings[] = [options, variables, own, file];
      const timeouts = mergeTimeouts(strongestFirst.map((layer) => layer.timeouts ?? {}));
      const strongest = <K extends keyof PluginSettings>(setting: K): PluginSettings[K] =>
        strongestFirst.find((layer) => layer[setting] !== undefined)?.[setting];
      return {
        timeouts: isWithoutTimers ? NO_TIMEOUTS : timeouts,
        lastGoodResults: strongest('lastGoodResults') ?? false,
        loaders: strongest('loaders'),
        stopAfterUse: strongest('stopAfterUse') ?? defaults?.stopAfterUse ?? false,
        memoryMiB: strongest('memoryMiB'),
      };
    },
  };
}
