import { configurationInvalid } from '../errors/workspace-error-texts';
import type { WorkspaceError } from '../errors/errors';

/** One entry of `nx.json`'s `plugins`, in its long form. */
export interface PluginEntry {
  /** Its name in `nx.json`. */
  plugin: string;
  /** As `nx.json` has them. */
  options?: unknown;
  /** Globs of configuration files; absent if all count. */
  include?: string[];
  /** Globs of configuration files that do not count. */
  exclude?: string[];
  /** Position in `plugins`. */
  index: number;
}

/**
 * The entries of `nx.json`'s `plugins`.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID` for an entry of the wrong type.
 */
export function readPluginEntries(nxJson: Record<string, unknown>): PluginEntry[] {
  const plugins = nxJson['plugins'] ?? [];
  if (!Array.isArray(plugins)) throw invalid('"plugins"', 'an array', plugins);
  return plugins.map((entry: unknown, index) => readEntry(entry, index));
}

function readEntry(entry: unknown, index: number): PluginEntry {
  const where = `"plugins[${index}]"`;
  if (typeof entry === 'string') return { plugin: entry, index };
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw invalid(where, 'a plugin name or an object { "plugin": …, "options": … }', entry);
  }
  const { plugin, options, include, exclude } = entry as Partial<Record<keyof PluginEntry, unknown>>;
  if (typeof plugin !== 'string' || plugin === '') throw invalid(`${where}.plugin`, 'a plugin name', plugin);
  for (const [key, patterns] of Object.entries({ include, exclude })) {
    // Nx takes what is falsy for no patterns.
    if (patterns && !isStringArray(patterns)) throw invalid(`${where}.${key}`, 'an array of globs', patterns);
  }
  return {
    plugin,
    index,
    ...(options !== undefined && { options }),
    ...(isStringArray(include) && { include }),
    ...(isStringArray(exclude) && { exclude }),
  };
}

function isStringArray(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function invalid(where: string, expected: string, value: unknown): WorkspaceError {
  const is = value === undefined ? 'missing' : JSON.stringify(value);
  return configurationInvalid('nx.json', `${where} must be ${expected}, but is ${is}`);
}
