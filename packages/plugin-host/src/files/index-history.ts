import { KeptHashes } from './kept-hashes';
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
  readonly keptHashes: KeptHashes;

  constructor(root: string) {
    this.keptHashes = new KeptHashes(root);
  }

  /** Takes the index as it is now: path → hash. */
  add(files: Record<string, string>): void {
    this.digest = digestOf(files);
    this.#change = this.#files && { ...difference(this.#files, files), digest: this.digest };
    this.#files = files;
    this.#version++;
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
