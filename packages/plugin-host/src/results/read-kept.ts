import { join } from 'node:path';
import type { PluginEntry } from '../config/plugin-entries';
import { nameOfResults } from './identity';
import { isKeptEntry, type KeptEntry } from './kept-entry';
import { KeptFile } from './kept-file';
import { reasonsFile, type KeptReasons } from './kept-reasons';

/** What is on disk about one entry of `nx.json`, whether or not it still holds. */
export function readKept(
  dataDirectory: string,
  entry: PluginEntry,
): { kept: KeptEntry | undefined; reasons: KeptReasons | undefined } {
  const name = nameOfResults(entry);
  return {
    kept: resultsFile(dataDirectory, name).read(),
    reasons: reasonsFile(dataDirectory, name).read(),
  };
}

export function resultsFile(dataDirectory: string, name: string): KeptFile<KeptEntry> {
  return new KeptFile(join(dataDirectory, 'plugin-host-results', `${name}.json`), isKeptEntry);
}
