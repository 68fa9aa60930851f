import { createHash } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ownName } from './leftovers';
import { makeDirectory, MAX_BYTES, readOwn } from './own-files';

/**
 * A JSON file in Nx's data directory, below a line with its digest: what was damaged, or written by hand or by another
 * user, is not read. `nx reset` removes it.
 */
export class KeptFile<T> {
  constructor(
    private readonly file: string,
    private readonly isValid: (value: unknown) => boolean,
  ) {}

  /**
   * `undefined` if it is not there, can't be read, or is not what was written; `expected` is the digest that
   * {@link write} gave for what is wanted.
   */
  read(expected?: string): T | undefined {
    return this.readWithDigest(expected)?.value;
  }

  /** As {@link read}. */
  readWithDigest(expected?: string): { value: T; digest: string } | undefined {
    try {
      const text = readOwn(this.file);
      const end = text.indexOf('\n');
      const written = text.slice(0, end);
      if (expected !== undefined && written !== expected) return undefined;
      const json = text.slice(end + 1);
      if (written !== digestOf(json)) return undefined;
      const value: unknown = JSON.parse(json);
      return this.isValid(value) ? { value: value as T, digest: written } : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * Whole, or not at all. Gives the digest, or what went wrong: whoever keeps something knows whether that is worth a
   * word.
   */
  write(value: T): { digest: string; error?: undefined } | { digest?: undefined; error: Error } {
    const unfinished = `${this.file}.${ownName()}`;
    try {
      makeDirectory(dirname(this.file));
      const json = JSON.stringify(value);
      if (json.length >= MAX_BYTES) throw new Error(`${json.length} characters are too many to be kept`);
      const digest = digestOf(json);
      writeFileSync(unfinished, `${digest}\n${json}`, { mode: 0o600, flag: 'wx' });
      replace(unfinished, this.file);
      return { digest };
    } catch (error) {
      removeIfThere(unfinished);
      return { error: error as Error };
    }
  }
}

/** A directory can't be replaced by a file. */
function replace(unfinished: string, file: string): void {
  try {
    renameSync(unfinished, file);
  } catch {
    rmSync(file, { recursive: true, force: true });
    renameSync(unfinished, file);
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
