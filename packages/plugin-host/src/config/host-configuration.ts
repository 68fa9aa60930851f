import type { Inspect } from '@plugin-isolation/plugin-worker';
import { timeoutFor } from '@plugin-isolation/plugin-worker/internal/arguments';
import { isSameJson } from './is-same-json';
import type { PluginEntry } from './plugin-entries';
import { readSettings, type ConfigurationOptions } from './read-settings';
import type { ResolvedPluginSettings } from './resolve-settings';
import { readRootTsconfig, type RootTsconfig } from './root-tsconfig';
import { nxEnvironment, readRootDotenv } from './worker-environment';

const GRAPH_HOOKS = ['createNodes', 'createDependencies', 'createMetadata'];

/** How the worker of one plugin is launched and used. A worker serves only the one that it was launched with. */
export interface LaunchConfiguration extends ResolvedPluginSettings {
  env: Record<string, string>;
  execArgv: string[];
  tsconfig: RootTsconfig;
  inspect: Inspect;
  /** The file that a CPU profile is written to when the worker is stopped. */
  profile?: string;
}

/**
 * Everything outside of plugins' own sources that decides which workers there are and how they are launched, at one
 * moment.
 */
export interface HostConfiguration {
  nxJson: Record<string, unknown>;
  entries: PluginEntry[];
  tsconfig: RootTsconfig;
  /** Limit for all workers together. */
  totalMemoryMiB: number | undefined;
  /** By position in `entries`. */
  launches: LaunchConfiguration[];
}

/** @throws {WorkspaceError} `CONFIGURATION_INVALID`, `PLUGIN_UNKNOWN`. */
export function readHostConfiguration(
  root: string,
  nxDirectory: string,
  options: ConfigurationOptions,
): HostConfiguration {
  const dotenv = readRootDotenv(root, nxDirectory);
  const variables = { ...process.env, ...dotenv, ...options.env };
  const { nxJson, entries, ofPlugin, inspectOf, profileOf, unkept, ...ofAll } = readSettings(
    root,
    variables,
    options,
  );
  const tsconfig = readRootTsconfig(root);
  const common = {
    env: { ...dotenv, ...nxEnvironment(root), ...options.env },
    execArgv: tsconfig.conditions.flatMap((condition) => ['--conditions', condition]),
    tsconfig,
  };
  const launches = entries.map((entry): LaunchConfiguration => {
    const { plugin } = entry;
    const profile = profileOf(entry);
    return {
      ...common,
      ...ofPlugin(plugin),
      inspect: inspectOf(plugin),
      ...(profile !== undefined && { profile }),
      ...((profile !== undefined || unkept.includes(plugin)) && { reuse: 'never' }),
    };
  });
  return { nxJson, entries, tsconfig, ...ofAll, launches };
}

/** The longest time that a hook of a graph may take with this configuration; 0 if one may take any time. */
export function longestHookMs({ launches }: Pick<HostConfiguration, 'launches'>): number {
  const timeouts = launches.length > 0 ? launches.map((launch) => launch.timeouts) : [{}];
  const allMs = timeouts.flatMap((each) => GRAPH_HOOKS.map((hook) => timeoutFor(hook, each)));
  return allMs.includes(0) ? 0 : Math.max(...allMs);
}

/**
 * Whether a worker that was launched with one may serve the other. Only TypeScript plugins depend on the root tsconfig.
 * A plugin whose `file` is not known yet is taken to be one.
 */
export function isSameLaunch(
  left: LaunchConfiguration,
  right: LaunchConfiguration,
  file: string | undefined,
): boolean {
  const isTypeScript = file === undefined || /\.[mc]?tsx?$/.test(file);
  const ofPlugin = (launch: LaunchConfiguration) => ({
    ...launch,
    // Only the host uses it.
    memoryMiB: undefined,
    ...(!isTypeScript && { tsconfig: undefined }),
  });
  return isSameJson(ofPlugin(left), ofPlugin(right));
}
