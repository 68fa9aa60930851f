import type { HookName } from '../../protocol/hooks/hooks';
import { decode, hasOwn, keys, parseJson, pin } from '../../protocol/intrinsics';
import { nameOfPart, type PartTree } from '../../protocol/parts';
import { defineLazily, showLazyFields } from './lazy-fields';

/** Gets the name of a part and its digest when the plugin has read it. */
export type NotePart = (name: string, digest: string) => void;

type Fields = Record<string, unknown>;
/** By digest. */
type Bytes = Record<string, Buffer>;

/** The parts of params that this worker has, as bytes: those of the last call of each hook. */
export class PartStore {
  readonly #parts = pin(new Map<string, Buffer>(), 'get', 'set', 'delete', 'forEach');
  readonly #lastOf = pin(new Map<string, Bytes>(), 'set', 'forEach');

  constructor(private readonly note: NotePart) {}

  add(digest: string, json: Buffer): void {
    this.#parts.set(digest, json);
  }

  /** The params of a call with its parts in their places, where they are parsed when they are first read. */
  restore(hook: HookName, params: object): object {
    const { parts: tree } = params as { parts?: PartTree };
    if (tree === undefined) return params;
    const parts: Bytes = { __proto__: null } as never;
    this.#collect(tree, parts, hook);
    this.#lastOf.set(hook, parts);
    this.#fill(params as Fields, tree as Record<string, PartTree>, { place: hook, parts });
    this.#forgetUnused();
    return params;
  }

  #collect(tree: PartTree, parts: Bytes, place: string): void {
    if (typeof tree === 'string') {
      const bytes = this.#parts.get(tree);
      if (!bytes) throw new Error(`the host has not sent a part of the call: ${place}`);
      parts[tree] = bytes;
      return;
    }
    const names = keys(tree);
    for (let index = 0; index < names.length; index++)
      this.#collect(tree[names[index]], parts, nameOfPart(place, names[index]));
  }

  /** `parts` are those of this call: what the plugin keeps of it holds them, whatever is sent meanwhile. */
  #fill(
    target: Fields,
    tree: Record<string, PartTree>,
    { place, parts }: { place: string; parts: Bytes },
  ): Fields {
    const names = keys(tree);
    for (let index = 0; index < names.length; index++) {
      const name = names[index];
      const inner = tree[name];
      const at = { place: nameOfPart(place, name), parts };
      const given = hasOwn(target, name) ? target[name] : null;
      if (typeof inner === 'string') defineLazily(target, name, () => this.#read(inner, at));
      else if (given !== null) this.#fill(given as Fields, inner, at);
      else defineLazily(target, name, () => this.#fill({}, inner, at));
    }
    showLazyFields(target);
    return target;
  }

  #read(digest: string, { place, parts }: { place: string; parts: Bytes }): unknown {
    this.note(place, digest);
    return parseJson(decode(parts[digest], 'utf8')) as unknown;
  }

  #forgetUnused(): void {
    this.#parts.forEach((_, digest) => {
      let isUsed = false;
      this.#lastOf.forEach((parts) => (isUsed ||= parts[digest] !== undefined));
      if (!isUsed) this.#parts.delete(digest);
    });
  }
}
