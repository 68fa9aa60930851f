import type { PluginEntry } from '../config/plugin-entries';

/**
 * What a person calls each entry of `nx.json`, by its position: its name. Entries of the same plugin also have a number
 * and the files that they are about: `@nx/vitest #2 (integration/**)`.
 */
export function entryLabels(entries: readonly PluginEntry[]): string[] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const { plugin } = entry;
    const number = (seen.get(plugin) ?? 0) + 1;
    seen.set(plugin, number);
    const isAlone = entries.filter((other) => other.plugin === plugin).length === 1;
    return isAlone ? plugin : `${plugin} #${number}${describeFiles(entry)}`;
  });
}

function describeFiles({ include = [], exclude = [] }: PluginEntry): string {
  if (include.length > 0) return ` (${include.join(', ')})`;
  return exclude.length > 0 ? ` (not ${exclude.join(', ')})` : '';
}
