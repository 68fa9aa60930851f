import { join } from 'node:path';
import type { PluginEntry } from '../../config/plugin-entries';
import { nameOfResults } from '../../results/identity';
import { KeptFile } from '../../results/kept-file';
import type { GraphHook } from '../graph-hooks';

interface KeptResult {
  /** ISO 8601. */
  since: string;
  result: unknown;
}

/** What a plugin gave when its hooks last succeeded. */
export interface LastGood {
  name: string;
  /** Pattern of its `createNodes`. */
  pattern?: string | undefined;
  hooks: Partial<Record<GraphHook, KeptResult>>;
}

/**
 * The last good results of one entry of `nx.json`, in a file of Nx's data directory. `nx reset` removes it; *fresh*
 * ignores it.
 */
export class LastGoodStore {
  readonly #file: KeptFile<LastGood>;

  constructor(
    dataDirectory: string,
    private readonly entry: PluginEntry,
  ) {
    const file = join(dataDirectory, 'plugin-host-last-good', `${nameOfResults(entry)}.json`);
    this.#file = new KeptFile(file, () => true);
  }

  read(): LastGood | undefined {
    return this.#file.read();
  }

  /** If it can't be written, node warns, and the graph is complete all the same. */
  write(lastGood: LastGood): void {
    const { error } = this.#file.write(lastGood);
    if (error)
      process.emitWarning(`The last good result of ${this.entry.plugin} can't be kept: ${error.message}`);
  }
}
