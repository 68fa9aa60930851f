import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Indexer } from '../nx/adapter';
import { allChanged, compareSnapshots, createSnapshot, type FileSnapshot } from './file-snapshot';

/** Clocks of file systems lag behind. */
const SLACK_MS = 1000;
/** File systems stamp with the time of the last tick of the kernel. */
const TICK_MS = 20;
/** Hooks read the files themselves. What they find is still what an index of this age says, as far as it ever is. */
const RECENT_MS = 500;

/** Lists the files of an index, once. */
export type TakeSnapshot = () => Promise<FileSnapshot>;

/**
 * Nx's index of the workspace's files in this process, and what it keeps for the next one, in whichever process:
 * hashes, by modification times in whole seconds. A file that was modified in the second in which it was indexed may be
 * modified again without being hashed again. If an index has such a file, what is kept is removed, and the next index
 * hashes every file.
 */
export class WorkspaceIndex {
  /** Of the index that was made last. */
  #take: TakeSnapshot | undefined;
  #last: FileSnapshot | undefined;
  /** Whether the last index was listed. */
  #isListed = true;
  /** Who made it: hooks ask this one. */
  #madeBy: Indexer | undefined;
  /** Modified in the second in which the last index was made, or since. Of the first one, that is found out later. */
  #recent: string[] | undefined;
  /** By the clock of the file system. */
  #indexedAtMs = 0;
  #madeAt = -Infinity;

  constructor(private readonly root: string) {}

  /**
   * Makes an index and does `work`, in which others may make indexes of their own. What is kept is settled at the end:
   * workers make indexes of their own in their hooks. If the last index was made after `since`, by `performance.now()`,
   * it is taken.
   */
  async with<T>(nx: Indexer, work: (take: TakeSnapshot) => Promise<T>, since = Infinity): Promise<T> {
    // By a clock that nobody sets.
    const isRecent =
      this.#madeBy === nx && this.#madeAt >= since && performance.now() - this.#madeAt <= RECENT_MS;
    if (!isRecent && !this.#isListed) await this.#settleBegun(nx);
    const take = isRecent && this.#take ? this.#take : this.#make(nx);
    try {
      return await work(take);
    } finally {
      if (this.#recent?.length) nx.forgetKeptHashes();
    }
  }

  /** Begins to make an index: a thread of Nx's does it, while this one is at something else. */
  begin(nx: Indexer): void {
    if (this.#isListed) this.#make(nx);
  }

  /** One that was begun for nothing has kept hashes, too. It is waited for, so that it does not write them later. */
  async #settleBegun(nx: Indexer): Promise<void> {
    await this.#take?.().catch(() => undefined);
    nx.forgetKeptHashes();
  }

  #make(nx: Indexer): TakeSnapshot {
    if (this.#last && !this.#recent) {
      this.#recent = this.#recentOf(Object.keys(this.#last.files));
      if (this.#recent.length > 0) nx.forgetKeptHashes();
    }
    this.#indexedAtMs = Date.now();
    this.#madeAt = performance.now();
    this.#madeBy = nx;
    nx.indexFiles();
    this.#isListed = false;
    let snapshot: Promise<FileSnapshot> | undefined;
    return (this.#take = () => (snapshot ??= this.#list(nx)));
  }

  /** The files as the last index has them; `undefined` if there is none yet. */
  async current(): Promise<FileSnapshot | undefined> {
    return this.#take?.();
  }

  /**
   * Says, when it is called, whether all files are there, and none was written since the index that is the last one
   * now: neither changed, nor changed and restored. If a file was written just when the index was made, its hash says
   * which of both came first; from `readFromMs` on, by `Date.now()`, files are read.
   */
  untouched(readFromMs: number, hashFile: (file: string) => string | null): () => boolean {
    const files = this.#last?.files ?? {};
    const beforeMs = this.#indexedAtMs - TICK_MS;
    const isUntouched = (file: string) => {
      const { ctimeMs } = statSync(join(this.root, file));
      return ctimeMs < beforeMs || (ctimeMs < readFromMs - TICK_MS && hashFile(file) === files[file]);
    };
    return () => {
      try {
        return Object.keys(files).every(isUntouched);
      } catch {
        return false;
      }
    };
  }

  async #list(nx: Indexer): Promise<FileSnapshot> {
    const madeAtMs = this.#indexedAtMs;
    const snapshot = createSnapshot(await nx.listFiles(), madeAtMs);
    this.#isListed = true;
    if (this.#last) {
      const changed = allChanged(compareSnapshots(this.#last, snapshot));
      this.#recent = this.#recentOf(new Set([...(this.#recent ?? []), ...changed]));
    }
    this.#last = snapshot;
    return snapshot;
  }

  #recentOf(files: Iterable<string>): string[] {
    const sinceMs = Math.floor(this.#indexedAtMs / 1000) * 1000 - SLACK_MS;
    return [...files].filter((file) => isModifiedSince(join(this.root, file), sinceMs));
  }
}

function isModifiedSince(file: string, sinceMs: number): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && stat.mtimeMs >= sinceMs;
}
