import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { NxAdapter } from '../nx/adapter';

/** Clocks of file systems lag behind. */
const SLACK_MS = 1000;
/** File systems stamp with the time of the last tick of the kernel. */
const TICK_MS = 20;

type Nx = Pick<NxAdapter, 'indexFiles' | 'listFiles' | 'forgetKeptHashes'>;

/**
 * Nx keeps the hashes of an index for the next one, in whichever process, by modification times in whole seconds. A file that was
 * modified in the second in which it was indexed may be modified once more without being hashed again. So where an index has such a
 * file, what is kept is removed, and the next index hashes every file.
 */
export class KeptHashes {
  #files: Record<string, string> | undefined;
  /** Modified in the second in which the last index was made, or since. */
  #recent: string[] = [];
  #indexCount = 0;
  #indexedAtMs = 0;

  constructor(private readonly root: string) {}

  /** Makes an index. Which files were modified in the second of the first one is not known: the second hashes every file. */
  index(nx: Nx): void {
    if (this.#indexCount++ === 1) nx.forgetKeptHashes();
    this.#indexedAtMs = Date.now();
    nx.indexFiles();
  }

  /** The files of the index: path → hash. */
  async list(nx: Nx): Promise<Record<string, string>> {
    const files = await nx.listFiles();
    const before = this.#files ?? files;
    const changed = Object.keys(files).filter((file) => before[file] !== files[file]);
    const sinceMs = Math.floor(this.#indexedAtMs / 1000) * 1000 - SLACK_MS;
    const candidates = new Set([...this.#recent, ...changed]);
    this.#recent = [...candidates].filter((file) => isModifiedSince(join(this.root, file), sinceMs));
    this.#files = files;
    return files;
  }

  /** Whether all files are there, and none was written since the last index was made: neither changed, nor changed and restored. */
  isUntouched(): boolean {
    return Object.keys(this.#files ?? {}).every((file) => {
      const stat = statSync(join(this.root, file), { throwIfNoEntry: false });
      return stat !== undefined && stat.ctimeMs < this.#indexedAtMs - TICK_MS;
    });
  }

  /** When nobody makes an index any more for what was asked. */
  settle(nx: Nx): void {
    if (this.#recent.length > 0) nx.forgetKeptHashes();
  }
}

function isModifiedSince(file: string, sinceMs: number): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && stat.mtimeMs >= sinceMs;
}
