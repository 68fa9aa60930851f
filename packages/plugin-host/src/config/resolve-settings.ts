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

/** What some of Nx's own plugins start reads files that Nx's index covers: see docs/reuse.md. */
const OFFICIAL = /^@nx\//;

export interface ResolvedSettings {
  /** Limit for all workers together. */
  totalMemoryMiB: number | undefined;
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
        reuse: strongest('reuse') ?? (OFFICIAL.test(plugin) ? 'index' : 'observed'),
        stopAfterUse: strongest('stopAfterUse') ?? defaults?.stopAfterUse ?? false,
        memoryMiB: strongest('memoryMiB'),
      };
    },
  };
}
