import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PluginEntry } from '../../config/plugin-entries';
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
  readonly #directory: string;
  readonly #file: string;

  constructor(
    dataDirectory: string,
    private readonly entry: PluginEntry,
  ) {
    const { plugin, options, include, exclude } = entry;
    const identity = JSON.stringify([plugin, options, include, exclude]);
    this.#directory = join(dataDirectory, 'plugin-host-last-good');
    this.#file = join(this.#directory, `${createHash('sha256').update(identity).digest('hex')}.json`);
  }

  read(): LastGood | undefined {
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8')) as LastGood;
    } catch {
      return undefined;
    }
  }

  /** If it can't be written, node warns, and the graph is complete all the same. */
  write(lastGood: LastGood): void {
    const unfinished = `${this.#file}.${process.pid}`;
    try {
      mkdirSync(this.#directory, { recursive: true });
      writeFileSync(unfinished, JSON.stringify(lastGood));
      renameSync(unfinished, this.#file);
    } catch (error) {
      process.emitWarning(
        `The last good result of ${this.entry.plugin} can't be kept: ${(error as Error).message}`,
      );
    }
  }
}
