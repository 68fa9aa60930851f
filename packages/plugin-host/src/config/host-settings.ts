import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LoaderKind, Timeouts } from '@plugin-isolation/plugin-worker';
import { configurationInvalid } from '../errors/workspace-error-texts';
import { findMismatch, type Schema } from './check-schema';
import type { PluginEntry } from './plugin-entries';
import { readJsonc } from './read-jsonc';

/**
 * `observed`: if everything that the plugin has seen is as it was, and everything could be seen. `index`: as
 * `observed`, and if something could not be seen, while all files of the workspace are as they were. `always`: while
 * all files of the workspace and the plugin's own are as they were, and the plugin is not observed. `never`: it runs
 * each time.
 */
export type ReuseRule = 'observed' | 'index' | 'always' | 'never';

/** What can be set for all plugins, and for each. */
export interface PluginSettings {
  /**
   * How long a plugin may take to load, and in a hook. 0 means that there is no limit.
   * @default 10 minutes each
   */
  timeouts?: Timeouts;
  /**
   * If a plugin fails, its last good result is used and marked as stale.
   * @default false
   */
  lastGoodResults?: boolean;
  /**
   * What may load a TypeScript plugin, the first choice first.
   * @default ['swc-node', 'ts-node', 'strip-types']
   */
  loaders?: LoaderKind[];
  /**
   * The plugin's worker is stopped when no later hook of the graph needs it, and started again when one does.
   * @default false; true for a command that computes one graph and ends
   */
  stopAfterUse?: boolean;
  /**
   * When the result of a hook is the answer again, and the hook does not run. See docs/reuse.md.
   * @default 'observed', and 'index' for plugins of `@nx/`
   */
  reuse?: ReuseRule;
  /**
   * In MiB. A worker that holds more when a graph is done is stopped. The next graph starts a new one.
   * @default no limit
   */
  memoryMiB?: number;
}

/** `plugin-host.json`. Its schema, `plugin-host.schema.json`, is what it is checked against. */
export interface HostSettings extends PluginSettings {
  /**
   * In MiB. If all workers together hold more when a graph is done, those that have been idle for longest are stopped.
   * @default no limit
   */
  totalMemoryMiB?: number;
  /**
   * By the names in `nx.json`.
   * @default {}
   */
  plugins?: Record<string, PluginSettings>;
}

export const SETTINGS_FILE = 'plugin-host.json';

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
