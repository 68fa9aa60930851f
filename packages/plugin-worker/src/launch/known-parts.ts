import { digestOfText } from '../inputs/look';
import { encodeValue } from '../protocol/encode';
import type { HookName } from '../protocol/hooks/hooks';
import type { FileEntry } from '../protocol/nx-types';
import { partLine } from '../protocol/parts';

/** A value as JSON, and the name by which workers know it. */
export class Part {
  readonly digest: string;
  #line: Buffer | undefined;

  constructor(readonly json: string) {
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
  /** Other values, by their keys. */
  readonly #values = new Map<string, Part>();
  readonly #valuesBefore: ReadonlyMap<string, Part> | undefined;

  constructor(before?: KnownParts) {
    if (!before) return;
    this.#filesBefore = before.#files;
    this.#valuesBefore = before.#values;
  }

  /** `hook` is for errors. */
  of(value: object, hook: HookName): Part {
    return this.#known(value, () => new Part(encodeValue(value, hook)));
  }

  /** As {@link of}, for a value of an object. */
  #ofKey(key: string, value: object, hook: HookName): Part {
    const before = this.#filesBefore?.get(key);
    const isSame = before !== undefined && isSameFiles(before.texts, value);
    if (!isSame && !isFiles(value)) return this.#known(value, () => this.#partOf(key, value, hook));
    return this.#known(value, () => {
      const known = isSame ? before : knownFiles(value as FileEntry[], hook);
      this.#files.set(key, known);
      return known.part;
    });
  }

  /** To compare a text takes a fraction of making its digest. */
  #partOf(key: string, value: object, hook: HookName): Part {
    const json = encodeValue(value, hook);
    const before = this.#valuesBefore?.get(key);
    const part = before?.json === json ? before : new Part(json);
    this.#values.set(key, part);
    return part;
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
  return typeof file === 'string' && typeof hash === 'string' && hasNothingElse(value);
}

/** Nothing is allocated for it: there are many files. */
function hasNothingElse(file: object): boolean {
  for (const key in file) if (key !== 'file' && key !== 'hash') return false;
  return true;
}

function knownFiles(files: FileEntry[], hook: HookName): KnownFiles {
  return { texts: files.flatMap(({ file, hash }) => [file, hash]), part: new Part(encodeValue(files, hook)) };
}

/** Whether they are the files of these texts, and nothing else. A loop: it is most of what a big graph costs. */
function isSameFiles(texts: readonly string[], files: object): boolean {
  if (!Array.isArray(files) || texts.length !== 2 * files.length) return false;
  for (let index = 0; index < files.length; index++) {
    const entry = files[index] as Partial<FileEntry> | null;
    if (entry?.file !== texts[2 * index] || entry?.hash !== texts[2 * index + 1]) return false;
    if (!hasNothingElse(entry)) return false;
  }
  return true;
}
