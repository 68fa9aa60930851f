import { digestOfText } from '../inputs/look';
import { hookSpec, type HookName } from '../protocol/hooks/hooks';
import { nameOfPart, type PartShape, type PartTree } from '../protocol/parts';
import { KnownParts, type Part, type PartRecord } from './known-parts';

/** Everything of a call that is sent on its own, by its digest. */
interface Found {
  parts: Map<string, Part>;
  records: Map<string, PartRecord>;
}

/** The params of a call, apart from what is sent on its own. */
export class SplitParams {
  /** What travels as the params of the call. */
  readonly params: Record<string, unknown>;
  readonly digestsOfParts: ReadonlySet<string>;
  readonly #parts: ReadonlyMap<string, Part>;
  readonly #records: ReadonlyMap<string, PartRecord>;
  /** What the last worker that was asked for lacked. Most lack the same. */
  #lacked: { digests: string[]; lines: Buffer } | undefined;

  constructor(
    private readonly hook: HookName,
    private readonly rest: Record<string, unknown>,
    private readonly tree: PartTree,
    { parts, records }: Found,
  ) {
    this.params = { ...rest, parts: tree };
    this.digestsOfParts = new Set(parts.keys());
    this.#parts = parts;
    this.#records = records;
  }

  /** The messages that carry the parts which are in none of these sets. */
  linesOfAllBut(known: readonly ReadonlySet<string>[]): Buffer {
    const digests = [...this.digestsOfParts].filter((digest) => !known.some((set) => set.has(digest)));
    if (!this.#lacked || !isSameList(this.#lacked.digests, digests)) {
      const lines = digests.map((digest) => this.#parts.get(digest)!.line);
      this.#lacked = { digests, lines: Buffer.concat(lines) };
    }
    return this.#lacked.lines;
  }

  /** Digest of all but the parts, with the places where they are. */
  digestOfOutline(): string {
    return digestOfText(JSON.stringify([this.rest, this.#outlineOf(this.tree)]));
  }

  /** Name of each part → its digest. */
  digests(): Map<string, string> {
    const digests = new Map<string, string>();
    this.#collect(this.tree, this.hook, digests);
    return digests;
  }

  #outlineOf(tree: PartTree): unknown {
    if (typeof tree === 'string') return 0;
    if (Array.isArray(tree)) return [...this.#records.get(tree[0])!.values.keys()];
    return Object.entries(tree).map(([name, inner]) => [name, this.#outlineOf(inner)]);
  }

  #collect(tree: PartTree, place: string, digests: Map<string, string>): void {
    if (typeof tree === 'string') return void digests.set(place, tree);
    if (!Array.isArray(tree)) {
      for (const [key, inner] of Object.entries(tree)) this.#collect(inner, nameOfPart(place, key), digests);
      return;
    }
    for (const [key, { digest }] of this.#records.get(tree[0])!.values)
      digests.set(nameOfPart(place, key), digest);
  }
}

/**
 * `undefined` if the hook's params have no parts.
 * @throws {NotSerializableError} for a cycle, a BigInt, or more text than a string can hold.
 */
export function splitParams(
  hook: HookName,
  params: object,
  known = new KnownParts(),
): SplitParams | undefined {
  const { parts: shape } = hookSpec(hook);
  if (!shape) return undefined;
  const found: Found = { parts: new Map(), records: new Map() };
  const { rest, tree = {} } = new Splitter(hook, known, found).split(params, shape);
  return new SplitParams(hook, rest as Record<string, unknown>, tree, found);
}

interface Split {
  /** `null` if all of the value is in the tree. */
  rest: unknown;
  tree?: PartTree;
}

/** What is no plain object goes as it is: what a caller hands over is the plugin's to judge. */
class Splitter {
  constructor(
    private readonly hook: HookName,
    private readonly known: KnownParts,
    private readonly found: Found,
  ) {}

  split(value: unknown, shape: PartShape): Split {
    if (shape === 'whole') return isPart(value) ? this.#whole(value) : { rest: value };
    if (!isPlain(value)) return { rest: value };
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    if (typeof shape !== 'string') return this.#fields(entries, shape);
    if (!entries.every(isEntryOfPart)) return this.#whole(value);
    return this.#record(value, shape === 'each' ? entries : sorted(entries));
  }

  #whole(value: object): Split {
    const part = this.known.of(value, this.hook);
    this.found.parts.set(part.digest, part);
    return { rest: null, tree: part.digest };
  }

  #record(value: object, entries: [string, object][]): Split {
    const record = this.known.recordOf(value, entries, this.hook);
    const { part, values } = record;
    this.found.records.set(part.digest, record);
    this.found.parts.set(part.digest, part);
    for (const each of values.values()) this.found.parts.set(each.digest, each);
    return { rest: null, tree: [part.digest] };
  }

  #fields(entries: [string, unknown][], shapes: { readonly [key: string]: PartShape }): Split {
    const fields = entries.map(([key, value]) => {
      const shape = Object.hasOwn(shapes, key) ? shapes[key] : undefined;
      return [key, shape ? this.split(value, shape) : { rest: value }] as const;
    });
    const trees = fields.flatMap(([key, { tree }]) => (tree === undefined ? [] : [[key, tree] as const]));
    return {
      rest: Object.fromEntries(fields.map(([key, { rest }]) => [key, rest])),
      tree: Object.fromEntries(trees),
    };
  }
}

function isSameList(left: string[], right: string[]): boolean {
  return left.length === right.length && left.every((each, index) => each === right[index]);
}

function sorted(entries: [string, object][]): [string, object][] {
  return entries.sort(([left], [right]) => (left < right ? -1 : 1));
}

function isEntryOfPart(entry: [string, unknown]): entry is [string, object] {
  return isPart(entry[1]);
}

function isPart(value: unknown): value is object {
  return Array.isArray(value) || isPlain(value);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (prototype === Object.prototype || prototype === null) &&
    typeof (value as { toJSON?: unknown }).toJSON !== 'function'
  );
}
