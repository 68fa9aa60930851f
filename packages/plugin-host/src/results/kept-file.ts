import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * A JSON file in Nx's data directory, below a line with its digest: what was damaged, or written by hand, is not read.
 * `nx reset` removes it.
 */
export class KeptFile<T> {
  constructor(
    private readonly file: string,
    private readonly isValid: (value: unknown) => boolean,
  ) {}

  /** `undefined` if it is not there, can't be read, or is not what was written. */
  read(): T | undefined {
    try {
      const text = readFileSync(this.file, 'utf8');
      const end = text.indexOf('\n');
      const json = text.slice(end + 1);
      if (text.slice(0, end) !== digestOf(json)) return undefined;
      const value: unknown = JSON.parse(json);
      return this.isValid(value) ? (value as T) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Whole, or not at all. Gives what went wrong: whoever keeps something knows whether that is worth a word. */
  write(value: T): Error | undefined {
    const unfinished = `${this.file}.${process.pid}`;
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      const json = JSON.stringify(value);
      writeFileSync(unfinished, `${digestOf(json)}\n${json}`, { mode: 0o600 });
      renameSync(unfinished, this.file);
      return undefined;
    } catch (error) {
      removeIfThere(unfinished);
      return error as Error;
    }
  }
}

function digestOf(json: string): string {
  return createHash('sha256').update(json).digest('base64');
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Nobody can write here.
  }
}
