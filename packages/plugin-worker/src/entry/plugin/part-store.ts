import type { HookName } from '../../protocol/hooks/hooks';
import { decode, hasOwn, isArray, keys, parseJson, pin } from '../../protocol/intrinsics';
import { nameOfPart, type PartTree } from '../../protocol/parts';
import { defineLazily, showLazyFields } from './lazy-fields';

/** Gets the name of a part and its digest when the plugin has read it. */
export type NotePart = (name: string, digest: string) => void;

type Fields = Record<string, unknown>;

/** An object whose values are parts. It holds them, whatever is sent meanwhile. */
interface PartRecord {
  /** Key → digest. */
  digests: Record<string, string>;
  /** In the order of the keys. */
  values: Buffer[];
}

/** What the last call of a hook was given in parts: digest → true. */
type Used = Record<string, true>;

/** The parts of params that this worker has, as bytes: those of the last call of each hook. */
export class PartStore {
  readonly #parts = pin(new Map<string, Buffer>(), 'get', 'set', 'delete', 'forEach');
  readonly #records = pin(new Map<string, PartRecord>(), 'get', 'set', 'delete', 'forEach');
  readonly #lastOf = pin(new Map<string, Used>(), 'set', 'forEach');
  #isGrown = false;

  constructor(private readonly note: NotePart) {}

  add(digest: string, json: Buffer): void {
    this.#parts.set(digest, json);
    this.#isGrown = true;
  }

  /** The params of a call with its parts in their places, where they are parsed when they are first read. */
  restore(hook: HookName, params: object): object {
    const { parts: tree } = params as { parts?: PartTree };
    if (tree === undefined) return params;
    const used: Used = { __proto__: null } as never;
    this.#fill(params as Fields, tree as Record<string, PartTree>, { place: hook, used });
    this.#lastOf.set(hook, used);
    if (this.#isGrown) this.#forgetUnused();
    return params;
  }

  #fill(
    target: Fields,
    tree: Record<string, PartTree>,
    { place, used }: { place: string; used: Used },
  ): void {
    const names = keys(tree);
    for (let index = 0; index < names.length; index++) {
      const name = names[index];
      const inner = tree[name];
      const at = nameOfPart(place, name);
      if (typeof inner === 'string') {
        const bytes = this.#bytesOf(inner);
        used[inner] = true;
        defineLazily(target, name, () => this.#read(bytes, at, inner));
      } else if (isArray(inner)) {
        const record = this.#recordOf(inner[0]);
        used[inner[0]] = true;
        defineLazily(target, name, () => this.#open(record, at));
      } else if (hasOwn(target, name)) this.#fill(target[name] as Fields, inner, { place: at, used });
    }
    showLazyFields(target);
  }

  #open({ digests, values }: PartRecord, place: string): Fields {
    const fields: Fields = {};
    const names = keys(digests);
    for (let index = 0; index < names.length; index++) {
      const name = names[index];
      defineLazily(fields, name, () => this.#read(values[index], nameOfPart(place, name), digests[name]));
    }
    showLazyFields(fields);
    return fields;
  }

  #read(bytes: Buffer, place: string, digest: string): unknown {
    this.note(place, digest);
    return parseJson(decode(bytes, 'utf8')) as unknown;
  }

  #recordOf(digest: string): PartRecord {
    let record = this.#records.get(digest);
    if (record) return record;
    const digests = parseJson(decode(this.#bytesOf(digest), 'utf8')) as Record<string, string>;
    const names = keys(digests);
    const values: Buffer[] = [];
    for (let index = 0; index < names.length; index++) values[index] = this.#bytesOf(digests[names[index]]);
    this.#records.set(digest, (record = { digests, values }));
    return record;
  }

  #bytesOf(digest: string): Buffer {
    const bytes = this.#parts.get(digest);
    if (!bytes) throw new Error(`the host has not sent the part ${digest} of what this call is given`);
    return bytes;
  }

  #forgetUnused(): void {
    const used: Used = { __proto__: null } as never;
    this.#lastOf.forEach((ofHook) => {
      const digests = keys(ofHook);
      for (let index = 0; index < digests.length; index++) this.#noteUsed(digests[index], used);
    });
    this.#parts.forEach((_, digest) => void (used[digest] || this.#parts.delete(digest)));
    this.#records.forEach((_, digest) => void (used[digest] || this.#records.delete(digest)));
    this.#isGrown = false;
  }

  #noteUsed(digest: string, used: Used): void {
    used[digest] = true;
    const record = this.#records.get(digest);
    if (!record) return;
    const names = keys(record.digests);
    for (let index = 0; index < names.length; index++) used[record.digests[names[index]]] = true;
  }
}
