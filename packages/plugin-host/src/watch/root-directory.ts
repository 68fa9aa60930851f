import { statSync } from 'node:fs';
import { Deferred } from '@plugin-isolation/plugin-worker/internal/protocol';

/** The directory of a workspace, told from another one that comes to the same path. */
export class RootDirectory {
  readonly #gone = new Deferred<'gone'>();
  /** Resolves once {@link checkGone} has found that it is gone. */
  readonly gone = this.#gone.promise;
  readonly #identity: number | undefined;

  constructor(private readonly root: string) {
    this.#identity = inodeOf(root);
  }

  /** Whether it was removed or moved. */
  checkGone(): boolean {
    const isGone = inodeOf(this.root) !== this.#identity;
    if (isGone) this.#gone.resolve('gone');
    return isGone;
  }
}

function inodeOf(directory: string): number | undefined {
  try {
    return statSync(directory).ino;
  } catch {
    return undefined;
  }
}
