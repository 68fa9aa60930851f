import { pluginUnknown } from '../errors/workspace-error-texts';
import type { PluginEntry } from './plugin-entries';

/**
 * To which file the profile of an entry is written, if it is asked for. Entries of the same plugin have one each.
 * @throws {WorkspaceError} `PLUGIN_UNKNOWN` if `nx.json` does not list a plugin.
 */
export function profiledEntries(
  files: Record<string, string> = {},
  entries: readonly PluginEntry[],
): (entry: PluginEntry) => string | undefined {
  const known = entries.map(({ plugin }) => plugin);
  const unknown = Object.keys(files).filter((plugin) => !known.includes(plugin));
  if (unknown.length > 0) throw pluginUnknown(unknown, known);
  return ({ plugin, index }) => {
    const file = Object.hasOwn(files, plugin) ? files[plugin] : undefined;
    const number = known.slice(0, index).filter((name) => name === plugin).length + 1;
    return number === 1 ? file : file?.replace(/(?=\.[^.]*$)/, ` #${number}`);
  };
}
