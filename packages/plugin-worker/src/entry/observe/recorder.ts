import path from 'node:path';
import { look, versionAt } from '../../inputs/look';
import type { FileInputKind, Input, Observed } from '../../protocol/inputs';
import { match, pin, startsWith } from '../../protocol/intrinsics';

/** As they are before a plugin is loaded. */
// eslint-disable-next-line @typescript-eslint/unbound-method -- they are plain functions.
const { dirname, join, resolve, sep } = path;

/** A package stands for its code and for what there is in it: they change together. */
const PACKAGE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/.@][^\\/]*)(?:[\\/](.*))?$/;
const CODE = /\.(?:[cm]?[jt]sx?|node|wasm|map)$/;
/** This package, whose version counts anyway. */
const OURS = dirname(dirname(dirname(__dirname))) + sep;

interface Seen {
  kind: FileInputKind;
  path: string;
  /** What was there just before the plugin looked. */
  before: string;
  /** It had just been written. */
  isUncertain: boolean;
}

/**
 * Keeps what this process has seen. Of each place the last look counts. A look is settled when somebody asks, and if
 * the place is then not as it was, what the plugin saw is not known.
 */
export class Recorder {
  /** Looks that are not settled yet. */
  readonly #open = pin(new Map<string, Seen>(), 'get', 'set', 'has', 'delete', 'forEach', 'clear');
  /** Settled since somebody asked last. */
  #settled: Input[] = [];
  /** Other inputs that were noted since then. */
  readonly #others = pin(new Map<string, Input>(), 'set', 'forEach', 'clear');
  /** What this process has made itself, and had not seen before. */
  readonly #own = pin(new Set<string>(), 'add', 'has');
  readonly #seen = pin(new Set<string>(), 'add', 'has');
  #reasons: Record<string, true> = { __proto__: null } as never;
  readonly #ignored = [OURS];
  #paused = 0;
  /** Reads that have begun and not ended. */
  unsettledReads = 0;

  /** What is in this directory is this process's own. */
  ignore(directory: string): void {
    this.#ignored[this.#ignored.length] = directory + sep;
  }

  /** Does something that is not the plugin's doing. */
  unseen<T>(work: () => T): T {
    this.#paused++;
    try {
      return work();
    } finally {
      this.#paused--;
    }
  }

  /** Call this just before the look. */
  note(kind: FileInputKind, given: string): void {
    if (this.#paused > 0) return;
    const file = resolve(given);
    if (this.#isOwn(file)) return;
    const { 1: directory, 2: inside } = match(PACKAGE, file) ?? [];
    if (directory === undefined || (kind === 'content' && inside !== undefined && !match(CODE, inside)))
      this.#noteOpen(kind, file);
    else {
      this.#noteOpen('content', join(directory, 'package.json'));
      // It may lead to another version.
      this.#noteOpen('link', directory);
    }
  }

  /** Call this just before something is written, removed or made. */
  noteWrite(given: string): void {
    if (this.#paused > 0) return;
    const file = resolve(given);
    if (this.#isOwn(file)) return;
    // What was seen of it is settled as it was.
    this.#settleWhere(
      (seen) => seen.path === file || (seen.kind === 'listing' && seen.path === dirname(file)),
    );
    if (!this.#seen.has(file)) this.#own.add(file);
  }

  /** Something that is no file. */
  noteOther(kind: Exclude<Input['kind'], FileInputKind>, of: string, seen: string): void {
    if (this.#paused === 0) this.#others.set(`${kind} ${of}`, { kind, of, seen });
  }

  /** `reason` is the end of a sentence that begins with the plugin's name. */
  noteIncomplete(reason: string): void {
    if (this.#paused === 0) this.#reasons[reason] = true;
  }

  /** What was seen since the last call. */
  settle(): Observed {
    this.#settleWhere(() => true);
    const inputs = this.#settled;
    this.#others.forEach((input) => (inputs[inputs.length] = input));
    this.#others.clear();
    this.#settled = [];
    const incomplete = Object.keys(this.#reasons);
    if (this.unsettledReads > 0)
      incomplete[incomplete.length] = 'had not ended all reads when its hook ended';
    return { inputs, incomplete };
  }

  #isOwn(file: string): boolean {
    for (let index = 0; index < this.#ignored.length; index++)
      if (startsWith(file, this.#ignored[index])) return true;
    return this.#own.has(file);
  }

  #noteOpen(kind: FileInputKind, file: string): void {
    const key = `${kind} ${file}`;
    if (this.#open.has(key)) return;
    this.#seen.add(file);
    const { version, isRecent } = this.unseen(() =>
      kind === 'content' ? versionAt(file) : { version: look(kind, file).seen, isRecent: false },
    );
    this.#open.set(key, { kind, path: file, before: version, isUncertain: isRecent });
  }

  #settleWhere(isMeant: (seen: Seen) => boolean): void {
    this.unseen(() =>
      this.#open.forEach((seen, key) => {
        if (!isMeant(seen)) return;
        this.#open.delete(key);
        const { kind, path: file, before } = seen;
        const now = look(kind, file);
        const after = kind === 'content' ? versionAt(file).version : now.seen;
        const isUncertain = seen.isUncertain || after !== before;
        this.#settled[this.#settled.length] = { kind, of: file, ...now, ...(isUncertain && { isUncertain }) };
      }),
    );
  }
}
