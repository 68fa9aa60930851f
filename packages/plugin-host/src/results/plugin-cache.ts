import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownName, removeAbandoned, removeOutdated } from './leftovers';
import { makeDirectory, ownDirectory } from './own-files';

const STAMP = 'stamp';

/**
 * What one plugin keeps itself, in a directory of its own for each of its workers. A later worker gets a copy of it, if
 * everything that the earlier ones had seen is known: it belongs to their results.
 */
export class PluginCache {
  readonly #workers: string;
  readonly #results: string;
  readonly #kept: string;
  /** As it was when the results were recorded that are written next. */
  readonly #taken: string;
  /** Of the worker that was launched last. */
  #directory: string | undefined;
  #isTrusted = true;

  /** `name` is that of the results. */
  constructor(dataDirectory: string, name: string) {
    this.#workers = join(dataDirectory, 'plugin-host-workers');
    this.#results = join(dataDirectory, 'plugin-host-results');
    this.#kept = join(this.#results, `${name}.cache`);
    this.#taken = `${this.#kept}.${ownName()}`;
  }

  /** A directory for a new worker, with what belongs to the results that have this stamp. */
  open(stamp: string | undefined): { directory: string; isInherited: boolean } {
    attempt(() => removeAbandoned(this.#workers));
    const directory = makeOwn(this.#workers);
    const mayInherit = stamp !== undefined && this.#isTrusted;
    const isInherited = mayInherit && attempt(() => this.#copyTo(directory, stamp)) === true;
    // Half of it belongs to nothing.
    if (mayInherit && !isInherited) attempt(() => empty(directory));
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
    const remove = () => rmSync(this.#taken, { recursive: true, force: true });
    const isTaken = attempt(() => {
      remove();
      // Most plugins keep nothing.
      if (directory === undefined || readdirSync(directory).length === 0) return true;
      makeDirectory(this.#results);
      mkdirSync(this.#taken, { mode: 0o700 });
      cpSync(directory, this.#taken, { recursive: true });
      return true;
    });
    if (!isTaken) attempt(remove);
  }

  /** Keeps what was taken, for workers that find results with this stamp. */
  save(stamp: string): void {
    attempt(() => removeOutdated(this.#results));
    const gone = `${this.#kept}.${ownName()}`;
    // Another process may be copying it: it has to see that this is another one.
    attempt(() => renameSync(this.#kept, gone));
    attempt(() => {
      if (!existsSync(this.#taken)) return;
      writeFileSync(join(this.#taken, STAMP), stamp);
      renameSync(this.#taken, this.#kept);
    });
    attempt(() => rmSync(gone, { recursive: true, force: true }));
  }

  /** Another process may replace it meanwhile. */
  #copyTo(directory: string, stamp: string): boolean {
    const before = ownDirectory(this.#kept);
    if (before === undefined || readFileSync(join(this.#kept, STAMP), 'utf8') !== stamp) return false;
    cpSync(this.#kept, directory, { recursive: true });
    rmSync(join(directory, STAMP));
    return ownDirectory(this.#kept) === before;
  }
}

/** The plugin can do without the workspace's data directory, but not without one of its own. */
function makeOwn(workers: string): string {
  const directory = join(workers, ownName());
  const isMade = attempt(() => {
    makeDirectory(workers);
    mkdirSync(directory, { mode: 0o700 });
    return true;
  });
  if (isMade) return directory;
  return attempt(() => mkdtempSync(join(tmpdir(), 'plugin-host-worker-'))) ?? directory;
}

function empty(directory: string): void {
  for (const name of readdirSync(directory)) rmSync(join(directory, name), { recursive: true, force: true });
}

/** Whoever can keep nothing computes it again. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
