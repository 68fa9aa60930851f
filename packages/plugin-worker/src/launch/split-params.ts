import { digestOfText } from '../inputs/look';
import { encodeValue } from '../protocol/encode';
import { hookSpec, type HookName } from '../protocol/hooks/hooks';
import { nameOfPart, partLine, type PartShape, type PartTree } from '../protocol/parts';

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

/** Parts of calls whose values do not change meanwhile: each is turned into text once, for all workers. */
export class KnownParts {
  readonly #parts = new WeakMap<object, Part>();

  /** `hook` is for errors. */
  of(value: object, hook: HookName): Part {
    let part = this.#parts.get(value);
    if (!part) this.#parts.set(value, (part = new Part(encodeValue(value, hook))));
    return part;
  }
}

/** The params of a call, apart from what is sent on its own. */
export class SplitParams {
  /** What travels as the params of the call. */
  readonly params: Record<string, unknown>;
  readonly parts: ReadonlyMap<string, Part>;

  constructor(
    private readonly hook: HookName,
    rest: Record<string, unknown>,
    private readonly tree: Record<string, PartTree>,
    parts: Map<string, Part>,
  ) {
    this.params = { ...rest, parts: tree };
    this.parts = parts;
  }

  /** Digest of all but the parts, with the places where they are. */
  digestOfOutline(): string {
    const { parts, ...rest } = this.params;
    return digestOfText(JSON.stringify([rest, outlineOf(parts as PartTree, hookSpec(this.hook).parts)]));
  }

  /** Name of each part → its digest. */
  digests(): Map<string, string> {
    const digests = new Map<string, string>();
    collect(this.tree, this.hook, (name, digest) => digests.set(name, digest));
    return digests;
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
  const parts = new Map<string, Part>();
  const toDigest = (value: object) => {
    const part = known.of(value, hook);
    parts.set(part.digest, part);
    return part.digest;
  };
  const { rest, tree } = split(params, shape, toDigest);
  return new SplitParams(hook, rest as Record<string, unknown>, (tree ?? {}) as never, parts);
}

interface Split {
  /** `null` if all of the value is in the tree. */
  rest: unknown;
  tree?: PartTree;
}

type ToDigest = (value: object) => string;

/** What is no plain object goes as it is: what a caller hands over is the plugin's to judge. */
function split(value: unknown, shape: PartShape, toDigest: ToDigest): Split {
  if (shape === 'whole') return isPart(value) ? whole(value, toDigest) : { rest: value };
  if (!isPlain(value)) return { rest: value };
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (typeof shape === 'string') {
    if (!entries.every(([, inner]) => isPart(inner))) return whole(value, toDigest);
    const digests = entries.map(([key, inner]) => [key, toDigest(inner as object)] as const);
    return { rest: null, tree: Object.fromEntries(digests) };
  }
  const inner = entries.map(([key, each]) => {
    const shapeOfIt = Object.hasOwn(shape, key) ? shape[key] : undefined;
    return [key, shapeOfIt ? split(each, shapeOfIt, toDigest) : { rest: each }] as const;
  });
  const trees = inner.flatMap(([key, { tree }]) => (tree === undefined ? [] : [[key, tree] as const]));
  return {
    rest: Object.fromEntries(inner.map(([key, { rest }]) => [key, rest])),
    tree: Object.fromEntries(trees),
  };
}

function whole(value: object, toDigest: ToDigest): Split {
  return { rest: null, tree: toDigest(value) };
}

function isPart(value: unknown): value is object {
  return Array.isArray(value) || isPlain(value);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (prototype === Object.prototype || prototype === null) && typeof value['toJSON' as never] !== 'function'
  );
}

function outlineOf(tree: PartTree, shape: PartShape | undefined): unknown {
  if (typeof tree === 'string') return 0;
  const names = Object.keys(tree);
  if (shape === 'eachUnordered') names.sort();
  const shapes = typeof shape === 'object' ? shape : {};
  return names.map((name) => [name, outlineOf(tree[name], shapes[name])]);
}

function collect(tree: PartTree, place: string, onPart: (name: string, digest: string) => void): void {
  if (typeof tree === 'string') return onPart(place, tree);
  for (const [key, inner] of Object.entries(tree)) collect(inner, nameOfPart(place, key), onPart);
}
