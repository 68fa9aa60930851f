import { digestOfText } from '../inputs/look';
import { encodeValue } from '../protocol/encode';
import type { HookName } from '../protocol/hooks/hooks';
import type { FileEntry } from '../protocol/nx-types';
import { partLine } from '../protocol/parts';

/** A value as JSON, and the name by which workers know it. */
export class Part {
  readonly digest: string;
  #line: Buffer | undefined;

  constructor(private readonly json: string) {
    this.digest = digestOfText(json);
  }

  /** The message that carries it. */
  get line(): Buffer {
    return (this.#line ??= partLine(this.digest, this.json));
  }
}

/** An object whose values are parts, and a part that says which. */
export interface PartRecord {
  part: Part;
  values: ReadonlyMap<string, Part>;
}

/** A list of files, and the part that it is. Nx puts more into its own list when all hooks are done. */
interface KnownFiles {
  /** Path and hash of each, in turn. */
  texts: readonly string[];
  part: Part;
}

/**
 * Parts of calls whose values do not change meanwhile: each is turned into text once, for all workers. The files of a
 * project that are the same as in `before` are not turned into text at all: to compare them takes a fraction of that.
 */
export class KnownParts {
  readonly #parts = new WeakMap<object, Part>();
  readonly #records = new WeakMap<object, PartRecord>();
  /** By project. */
  readonly #files = new Map<string, KnownFiles>();
  readonly #filesBefore: ReadonlyMap<string, KnownFiles> | undefined;

  constructor(before?: KnownParts) {
    if (before) this.#filesBefore = before.#files;
  }

  /** `hook` is for errors. */
  of(value: object, hook: HookName): Part {
    return this.#known(value, () => new Part(encodeValue(value, hook)));
  }

  /** As {@link of}, for a value of an object. */
  #ofKey(key: string, value: object, hook: HookName): Part {
    if (!isFiles(value)) return this.of(value, hook);
    return this.#known(value, () => {
      const before = this.#filesBefore?.get(key);
      const known = before && isSame(before.texts, value) ? before : knownFiles(value, hook);
      this.#files.set(key, known);
      return known.part;
    });
  }

  #known(value: object, make: () => Part): Part {
    let part = this.#parts.get(value);
    if (!part) this.#parts.set(value, (part = make()));
    return part;
  }

  /** `entries` are those of the object, in the order in which a plugin is to find them. */
  recordOf(object: object, entries: readonly (readonly [string, object])[], hook: HookName): PartRecord {
    let record = this.#records.get(object);
    if (!record) {
      const values = new Map(entries.map(([key, value]) => [key, this.#ofKey(key, value, hook)]));
      const digests = Object.fromEntries([...values].map(([key, { digest }]) => [key, digest]));
      this.#records.set(object, (record = { part: new Part(JSON.stringify(digests)), values }));
    }
    return record;
  }
}

/** Files of which there is more to say are as any other value. */
function isFiles(value: object): value is FileEntry[] {
  return Array.isArray(value) && value.length > 0 && value.every(isFile);
}

function isFile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { file, hash } = value as Partial<FileEntry>;
  return typeof file === 'string' && typeof hash === 'string' && Object.keys(value).length === 2;
}

function knownFiles(files: FileEntry[], hook: HookName): KnownFiles {
  return { texts: files.flatMap(({ file, hash }) => [file, hash]), part: new Part(encodeValue(files, hook)) };
}

function isSame(texts: readonly string[], files: FileEntry[]): boolean {
  return (
    texts.length === 2 * files.length &&
    files.every(({ file, hash }, index) => file === texts[2 * index] && hash === texts[2 * index + 1])
  );
}
