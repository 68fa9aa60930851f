import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import type { FileChanges } from '@plugin-isolation/plugin-worker/internal/protocol';
import { compareSnapshots, type FileSnapshot } from './file-snapshot';

/** A worker that is told of more files makes its index again, which is faster then. */
const MAX_TOLD = 1000;

/** What the files were for the last graphs, so that workers can keep their own index and are told what changed. */
export class FileHistory {
  #last: FileSnapshot | undefined;
  #change: FileChanges | undefined;
  #version = 0;
  /** The version that each worker's own index has at least. */
  readonly #known = new WeakMap<HostedPluginWorker, number>();

  add(snapshot: FileSnapshot): void {
    this.#change = this.#last && changeBetween(this.#last, snapshot);
    this.#last = snapshot;
    this.#version++;
  }

  /**
   * For a worker whose index is the one before; `undefined` for any other. The worker is taken to have this one from
   * then on.
   */
  changesFor(worker: HostedPluginWorker): FileChanges | undefined {
    const isOneBehind = this.#known.get(worker) === this.#version - 1;
    this.#known.set(worker, this.#version);
    if (!isOneBehind || !this.#change) return undefined;
    const { changed, deleted } = this.#change;
    return changed.length + deleted.length <= MAX_TOLD ? this.#change : undefined;
  }
}

function changeBetween(before: FileSnapshot, after: FileSnapshot): FileChanges {
  const { created, edited, deleted } = compareSnapshots(before, after);
  return { changed: [...created, ...edited], deleted, digest: after.digest };
}
