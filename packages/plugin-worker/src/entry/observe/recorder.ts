import fs from 'node:fs';
import path from 'node:path';
import { look, versionAt } from '../../inputs/look';
import type { FileInputKind, Input, Observed } from '../../protocol/inputs';
import { match, pin, startsWith } from '../../protocol/intrinsics';

/** As they are before a plugin is loaded. */
// eslint-disable-next-line @typescript-eslint/unbound-method -- they are plain functions.
const { dirname, join, resolve, sep } = path;
const { existsSync, realpathSync } = fs;

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
  looks: number;
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
  /** What this process has made itself in this hook, and had not seen before. */
  readonly #own = pin(new Set<string>(), 'add', 'has', 'delete', 'clear');
  readonly #seen = pin(new Set<string>(), 'add', 'has');
  #reasons: Record<string, true> = { __proto__: null } as never;
  /** Directory → whether it is that of an installed package. */
  readonly #packages = pin(new Map<string, boolean>(), 'get', 'set');
  readonly #nested = pin(new Set<string>(), 'add', 'has');
  readonly #modules = pin(new Set<string>(), 'add', 'has');
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
    const isItself = kind === 'content' && inside !== undefined && !match(CODE, inside);
    if (directory === undefined || isItself || !this.#isPackage(directory)) this.#noteOpen(kind, file);
    else {
      this.#noteOpen('content', join(directory, 'package.json'));
      // It may lead to another version.
      this.#noteOpen('link', directory);
      this.#noteNested(directory);
    }
  }

  /**
   * Call this just before something is written, removed or made. `isWhole`: all that is there afterwards comes from
   * this process. `tells`: what comes of it tells whether something was there.
   */
  noteWrite(given: string, isWhole: boolean, tells = false): void {
    if (this.#paused > 0) return;
    const file = resolve(given);
    if (this.#isOwn(file)) return void (isWhole || this.#own.delete(file));
    // That alone is not to have seen it: what is written now is its own.
    const hasSeen = this.#seen.has(file);
    if (tells) this.#noteOpen('type', file);
    // What was seen of it is settled as it was.
    this.#settleWhere(
      (seen) => seen.path === file || (seen.kind === 'listing' && seen.path === dirname(file)),
    );
    if (isWhole && !hasSeen) this.#own.add(file);
  }

  /** It was loaded: whoever asks for its state wants to know whether it is there. */
  noteModule(file: string): void {
    this.#modules.add(file);
  }

  /** What the plugin has seen of this file may not be what is there. */
  noteUncertain(file: string): void {
    const seen = this.#open.get(`content ${file}`);
    if (seen) seen.isUncertain = true;
  }

  /** Something that is no file. */
  noteOther(kind: Exclude<Input['kind'], FileInputKind>, of: string, seen: string): void {
    // A plugin may read the same part of what two calls gave it.
    const key = kind === 'part' ? `${kind} ${seen} ${of}` : `${kind} ${of}`;
    if (this.#paused === 0) this.#others.set(key, { kind, of, seen });
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
    // Until the next hook, others may write there.
    this.#own.clear();
    const incomplete = Object.keys(this.#reasons);
    if (this.unsettledReads > 0)
      incomplete[incomplete.length] = 'had not ended all reads when its hook ended';
    return { inputs, incomplete };
  }

  /** A link into the workspace leads to files that change one by one, as those without a version do. */
  #isPackage(directory: string): boolean {
    let isPackage = this.#packages.get(directory);
    if (isPackage === undefined)
      this.#packages.set(directory, (isPackage = this.unseen(() => isInstalled(directory))));
    return isPackage;
  }

  /** Packages in a package come and go while it stays, and are found first. Node looks once. */
  #noteNested(directory: string): void {
    if (!this.#nested.has(directory)) this.#noteOpen('listing', join(directory, 'node_modules'));
    this.#nested.add(directory);
  }

  #isOwn(file: string): boolean {
    for (let index = 0; index < this.#ignored.length; index++)
      if (startsWith(file, this.#ignored[index])) return true;
    return this.#own.has(file);
  }

  #noteOpen(kind: FileInputKind, file: string): void {
    const key = `${kind} ${file}`;
    const known = this.#open.get(key);
    if (known) return void known.looks++;
    this.#seen.add(file);
    const { version, isRecent } = this.unseen(() =>
      kind === 'content' ? versionAt(file) : { version: look(kind, file).seen, isRecent: false },
    );
    this.#open.set(key, { kind, path: file, before: version, isUncertain: isRecent, looks: 1 });
  }

  #settleWhere(isMeant: (seen: Seen) => boolean): void {
    this.unseen(() =>
      this.#open.forEach((seen, key) => {
        if (!isMeant(seen)) return;
        this.#open.delete(key);
        const { path: file, before, looks } = seen;
        const after = seen.kind === 'content' ? versionAt(file).version : look(seen.kind, file).seen;
        const isState = seen.kind === 'stat' || seen.kind === 'lstat';
        const kind = isState && this.#modules.has(file) ? 'mode' : seen.kind;
        const now = look(kind, file);
        const isUncertain = seen.isUncertain || after !== before;
        this.#settled[this.#settled.length] = {
          kind,
          of: file,
          ...now,
          ...(looks > 1 && { looks }),
          ...(isUncertain && { isUncertain }),
        };
      }),
    );
  }
}

function isInstalled(directory: string): boolean {
  try {
    return match(PACKAGE, realpathSync(directory)) !== null && existsSync(join(directory, 'package.json'));
  } catch {
    return false;
  }
}
