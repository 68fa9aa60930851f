import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A JSON file in Nx's data directory. `nx reset` removes it. */
export class KeptFile<T> {
  constructor(
    private readonly file: string,
    /** What is in it, for a warning. */
    private readonly what: string,
  ) {}

  /** `undefined` if it is not there, or can't be read. */
  read(): T | undefined {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as T;
    } catch {
      return undefined;
    }
  }

  /** Whole, or not at all. If it can't be written, node warns, and nothing else is lost. */
  write(value: T): void {
    const unfinished = `${this.file}.${process.pid}`;
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      writeFileSync(unfinished, JSON.stringify(value), { mode: 0o600 });
      renameSync(unfinished, this.file);
    } catch (error) {
      process.emitWarning(`${this.what} can't be kept: ${(error as Error).message}`);
    }
  }
}
