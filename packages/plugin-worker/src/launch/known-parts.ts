import { digestOfText } from '../inputs/look';
import { encodeValue } from '../protocol/encode';
import type { HookName } from '../protocol/hooks/hooks';
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

/** Parts of calls whose values do not change meanwhile: each is turned into text once, for all workers. */
export class KnownParts {
  readonly #parts = new WeakMap<object, Part>();
  readonly #records = new WeakMap<object, PartRecord>();

  /** `hook` is for errors. */
  of(value: object, hook: HookName): Part {
    let part = this.#parts.get(value);
    if (!part) this.#parts.set(value, (part = new Part(encodeValue(value, hook))));
    return part;
  }

  /** `entries` are those of the object, in the order in which a plugin is to find them. */
  recordOf(object: object, entries: readonly (readonly [string, object])[], hook: HookName): PartRecord {
    let record = this.#records.get(object);
    if (!record) {
      const values = new Map(entries.map(([key, value]) => [key, this.of(value, hook)]));
      const digests = Object.fromEntries([...values].map(([key, { digest }]) => [key, digest]));
      this.#records.set(object, (record = { part: new Part(JSON.stringify(digests)), values }));
    }
    return record;
  }
}
