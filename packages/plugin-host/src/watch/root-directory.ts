import { statSync } from 'node:fs';

/** The directory of a workspace, told from another one that comes to the same path. */
export class RootDirectory {
  /** Resolves once {@link checkGone} has found that it is gone. */
  readonly gone: Promise<'gone'>;
  #noteGone!: () => void;
  readonly #identity: number | undefined;

  constructor(private readonly root: string) {
    this.gone = new Promise((resolve) => (this.#noteGone = () => resolve('gone')));
    this.#identity = inodeOf(root);
  }

  /** Whether it was removed or moved. */
  checkGone(): boolean {
    const isGone = inodeOf(this.root) !== this.#identity;
    if (isGone) this.#noteGone();
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
