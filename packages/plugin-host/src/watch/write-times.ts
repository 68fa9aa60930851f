import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** When files were written. File systems of another machine may have a clock that is ahead of ours. */
export class WriteTimes {
  readonly #heardAtMs = new Map<string, number>();

  constructor(private readonly root: string) {}

  /** These may have been written, not later than now. */
  hear(files: string[]): void {
    for (const file of files) this.#heardAtMs.set(file, Date.now());
  }

  /** When each was written or deleted, by `Date.now()`. Forgets what was heard. */
  take(files: string[]): Map<string, number> {
    const now = Date.now();
    const times = files.map((file) => {
      const heardAtMs = this.#heardAtMs.get(file) ?? now;
      return [file, Math.min(changedAtMs(join(this.root, file)), heardAtMs)] as const;
    });
    this.#heardAtMs.clear();
    return new Map(times);
  }
}

/** The system stamps each change, a rename too, and nobody can set it. The directory of a deleted file is stamped. */
function changedAtMs(path: string): number {
  const parent = dirname(path);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat) return Math.floor(stat.ctimeMs);
  return parent === path ? 0 : changedAtMs(parent);
}
