import { isAnyRecent } from './recent-files';
import type { NxAdapter } from './nx/adapter';
import { digestOf, type IndexChange, type PluginWorker } from '@plugin-isolation/plugin-worker';

/** A worker that is told of more files makes its index anew, which is faster then. */
const MAX_TOLD = 1000;

/** What the index of the workspace's files said for the last graphs, so that workers can keep theirs and are told what changed. */
export class IndexHistory {
  #files: Record<string, string> | undefined;
  #change: IndexChange | undefined;
  #version = 0;
  /** The version that each worker's own index has at least. */
  readonly #known = new WeakMap<PluginWorker, number>();

  /** Of the whole index; `undefined` before the first. */
  digest: string | undefined;
  #hasRecentChange = false;
  #indexedAtMs = 0;

  constructor(private readonly root: string) {}

  /** Makes the index anew. What may have changed since the first one, in the second of it, is not known: all is hashed once more. */
  begin(nx: Pick<NxAdapter, 'indexFiles' | 'forgetKeptHashes'>): void {
    if (this.#version === 1) nx.forgetKeptHashes();
    this.#indexedAtMs = Date.now();
    nx.indexFiles();
  }

  /** Takes the index as it is now: path → hash. */
  add(files: Record<string, string>): void {
    this.digest = digestOf(files);
    this.#change = this.#files && { ...difference(this.#files, files), digest: this.digest };
    this.#hasRecentChange = isAnyRecent(this.root, this.#change?.changed ?? [], this.#indexedAtMs);
    this.#files = files;
    this.#version++;
  }

  /** After the hooks, whose workers have made indexes of their own: leaves no hash to anybody that may be out of date. */
  end(nx: Pick<NxAdapter, 'forgetKeptHashes'>): void {
    if (this.#hasRecentChange) nx.forgetKeptHashes();
  }

  /** For a worker whose index is the one before; `undefined` for any other. It is taken to have this one then. */
  changeFor(worker: PluginWorker): IndexChange | undefined {
    const isOneBehind = this.#known.get(worker) === this.#version - 1;
    this.#known.set(worker, this.#version);
    if (!isOneBehind || !this.#change) return undefined;
    const { changed, deleted } = this.#change;
    return changed.length + deleted.length <= MAX_TOLD ? this.#change : undefined;
  }
}

function difference(before: Record<string, string>, now: Record<string, string>) {
  return {
    changed: Object.keys(now).filter((file) => before[file] !== now[file]),
    deleted: Object.keys(before).filter((file) => now[file] === undefined),
  };
}
