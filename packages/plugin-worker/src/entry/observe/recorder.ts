import path from 'node:path';
import { look, versionAt, type Look } from '../../inputs/look';
import { FILE_INPUT_KINDS, type FileInputKind, type Input, type Observed } from '../../protocol/inputs';
import { pin, startsWith } from '../../protocol/intrinsics';
import { Packages } from './packages';

/** As they are before a plugin is loaded. */
// eslint-disable-next-line @typescript-eslint/unbound-method -- they are plain functions.
const { dirname, join, resolve, sep } = path;

const KINDS = [...FILE_INPUT_KINDS];
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
  /** Those of a package, by its directory: there are many looks at a few. */
  readonly #openPackages = pin(new Map<string, Seen[]>(), 'get', 'set', 'clear');
  /** Settled since somebody asked last. */
  #settled: Input[] = [];
  /** Other inputs that were noted since then. */
  readonly #others = pin(new Map<string, Input>(), 'set', 'forEach', 'clear');
  /** What this process has made itself in this hook, and had not seen before. */
  readonly #own = pin(new Set<string>(), 'add', 'has', 'delete', 'clear');
  readonly #seen = pin(new Set<string>(), 'add', 'has');
  #reasons: Record<string, true> = { __proto__: null } as never;
  readonly #packages = new Packages((work) => this.unseen(work));
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
    const directory = this.#packages.standingFor(kind, file);
    if (directory === undefined) this.#noteOpen(kind, file);
    else this.#notePackage(directory);
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
    this.#openPackages.clear();
    this.unseen(() => {
      for (let index = 0; index < KINDS.length; index++) this.#settleOne(`${KINDS[index]} ${file}`);
      this.#settleOne(`listing ${dirname(file)}`);
    });
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
    this.#settleAll();
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

  #notePackage(directory: string): void {
    const known = this.#openPackages.get(directory);
    if (known) {
      for (let index = 0; index < known.length; index++) known[index].looks++;
      return;
    }
    const manifest = this.#noteOpen('content', join(directory, 'package.json'));
    // It may lead to another version.
    const link = this.#noteOpen('link', directory);
    this.#openPackages.set(directory, [manifest, link]);
    // Packages in a package come and go while it stays, and are found first. Node looks once.
    if (!this.#nested.has(directory)) this.#noteOpen('listing', join(directory, 'node_modules'));
    this.#nested.add(directory);
  }

  #isOwn(file: string): boolean {
    for (let index = 0; index < this.#ignored.length; index++)
      if (startsWith(file, this.#ignored[index])) return true;
    return this.#own.has(file);
  }

  #noteOpen(kind: FileInputKind, file: string): Seen {
    const key = `${kind} ${file}`;
    const known = this.#open.get(key);
    if (known) {
      known.looks++;
      return known;
    }
    this.#seen.add(file);
    const { version, isRecent } = this.unseen(() =>
      kind === 'content' ? versionAt(file) : { version: look(kind, file).seen, isRecent: false },
    );
    const seen = { kind, path: file, before: version, isUncertain: isRecent, looks: 1 };
    this.#open.set(key, seen);
    return seen;
  }

  #settleAll(): void {
    this.#openPackages.clear();
    this.unseen(() => this.#open.forEach((_seen, key) => this.#settleOne(key)));
  }

  #settleOne(key: string): void {
    const seen = this.#open.get(key);
    if (!seen) return;
    this.#open.delete(key);
    const { path: file, before, looks } = seen;
    const asItWas = look(seen.kind, file);
    const after = seen.kind === 'content' ? versionOf(asItWas, file) : asItWas.seen;
    const isState = seen.kind === 'stat' || seen.kind === 'lstat';
    const kind = isState && this.#modules.has(file) ? 'mode' : seen.kind;
    const now = kind === seen.kind ? asItWas : look(kind, file);
    const isUncertain = seen.isUncertain || after !== before;
    this.#settled[this.#settled.length] = {
      kind,
      of: file,
      ...now,
      ...(looks > 1 && { looks }),
      ...(isUncertain && { isUncertain }),
    };
  }
}

/** Of a content that was just looked at. */
function versionOf({ version }: Look, file: string): string {
  return version ?? versionAt(file).version;
}
