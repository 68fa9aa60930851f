import type { HookName } from '../../protocol/hooks/hooks';
import { decode, defineProperty, hasOwn, keys, parseJson, pin, plainField } from '../../protocol/intrinsics';
import { nameOfPart, type PartTree } from '../../protocol/parts';
import { defineLazily, showLazyFields } from './lazy-fields';

/** Gets the name of a part and its digest when the plugin has read it. */
export type NotePart = (name: string, digest: string) => void;

type Fields = Record<string, unknown>;

/** The parts of params that this worker has, as bytes: those of the last call of each hook. */
export class PartStore {
  readonly #parts = pin(new Map<string, Buffer>(), 'get', 'set', 'delete', 'forEach');
  readonly #lastOf = pin(new Map<string, Record<string, true>>(), 'set', 'forEach');

  constructor(private readonly note: NotePart) {}

  add(digest: string, json: Buffer): void {
    this.#parts.set(digest, json);
  }

  /** The params of a call with its parts in their places, where they are parsed when they are first read. */
  restore(hook: HookName, params: object): object {
    const { parts: tree } = params as { parts?: PartTree };
    if (tree === undefined) return params;
    const used: Record<string, true> = { __proto__: null } as never;
    this.#fill(params as Fields, tree, { hook, path: [], used });
    this.#lastOf.set(hook, used);
    this.#forgetUnused();
    return params;
  }

  #fill(
    target: Fields,
    tree: PartTree,
    at: { hook: HookName; path: string[]; used: Record<string, true> },
  ): void {
    const { hook, path, used } = at;
    const names = keys(tree);
    for (let index = 0; index < names.length; index++) {
      const name = names[index];
      const inner = (tree as Record<string, PartTree>)[name];
      const place = appended(path, name);
      if (typeof inner !== 'string') {
        const given = hasOwn(target, name) ? target[name] : null;
        const filled = (given ?? {}) as Fields;
        this.#fill(filled, inner, { hook, path: place, used });
        defineProperty(target, name, plainField(filled, true));
        continue;
      }
      const bytes = this.#parts.get(inner);
      if (!bytes) throw new Error(`the host has not sent a part of ${hook}: ${nameOfPart(hook, place)}`);
      used[inner] = true;
      defineLazily(target, name, () => {
        this.note(nameOfPart(hook, place), inner);
        return parseJson(decode(bytes, 'utf8')) as unknown;
      });
    }
    showLazyFields(target);
  }

  #forgetUnused(): void {
    this.#parts.forEach((_, digest) => {
      let isUsed = false;
      this.#lastOf.forEach((used) => (isUsed ||= used[digest] === true));
      if (!isUsed) this.#parts.delete(digest);
    });
  }
}

function appended(path: string[], name: string): string[] {
  const copy: string[] = [];
  for (let index = 0; index < path.length; index++) copy[index] = path[index];
  copy[path.length] = name;
  return copy;
}
