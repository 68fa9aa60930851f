import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '@plugin-isolation/plugin-worker/internal/processes';

const STAMP = 'stamp';
let count = 0;

/**
 * What one plugin keeps itself, in a directory of its own for each of its workers. A later worker gets a copy of it, if
 * everything that the earlier ones had seen is known: it belongs to their results.
 */
export class PluginCache {
  readonly #workers: string;
  readonly #kept: string;
  /** As it was when the results were recorded that are written next. */
  readonly #taken: string;
  /** Of the worker that was launched last. */
  #directory: string | undefined;
  #isTrusted = true;

  /** `name` is that of the results. */
  constructor(dataDirectory: string, name: string) {
    this.#workers = join(dataDirectory, 'plugin-host-workers');
    this.#kept = join(dataDirectory, 'plugin-host-results', `${name}.cache`);
    this.#taken = `${this.#kept}.${process.pid}`;
  }

  /** A directory for a new worker, with what belongs to the results that have this stamp. */
  open(stamp: string | undefined): { directory: string; isInherited: boolean } {
    const directory = join(this.#workers, `${process.pid}-${++count}`);
    attempt(() => removeAbandoned(this.#workers));
    attempt(() => mkdirSync(directory, { recursive: true }));
    const mayInherit = stamp !== undefined && this.#isTrusted;
    const isInherited = mayInherit && attempt(() => this.#copyTo(directory, stamp)) === true;
    this.#directory = directory;
    this.#isTrusted = true;
    return { directory, isInherited };
  }

  /** The last worker knew something outdated, and may have kept it: the next one gets nothing. */
  mistrust(): void {
    this.#isTrusted = false;
  }

  /** Takes what the last worker has kept by now. */
  take(): void {
    const directory = this.#directory;
    attempt(() => {
      rmSync(this.#taken, { recursive: true, force: true });
      // Most plugins keep nothing.
      if (directory === undefined || readdirSync(directory).length === 0) return;
      cpSync(directory, this.#taken, { recursive: true });
    });
  }

  /** Keeps what was taken, for workers that find results with this stamp. */
  save(stamp: string): void {
    attempt(() => {
      rmSync(this.#kept, { recursive: true, force: true });
      if (!existsSync(this.#taken)) return;
      writeFileSync(join(this.#taken, STAMP), stamp);
      renameSync(this.#taken, this.#kept);
    });
  }

  #copyTo(directory: string, stamp: string): boolean {
    if (readFileSync(join(this.#kept, STAMP), 'utf8') !== stamp) return false;
    cpSync(this.#kept, directory, { recursive: true });
    rmSync(join(directory, STAMP));
    return true;
  }
}

/** Of hosts that were killed. */
function removeAbandoned(workers: string): void {
  for (const name of readdirSync(workers))
    if (!isAlive(Number.parseInt(name, 10))) rmSync(join(workers, name), { recursive: true, force: true });
}

/** Whoever can keep nothing computes it again. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
