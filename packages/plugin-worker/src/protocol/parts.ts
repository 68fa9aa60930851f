import { isObject, type Guard } from './guards';
import { decode, isArray, keys, match, subBuffer } from './intrinsics';

/**
 * Which parts of the params of a hook are sent on their own, and only once to each worker: a value, or each value of an
 * object. `eachSorted`: Nx gives the keys in any order, and they are sent in theirs.
 */
export type PartShape = 'whole' | 'each' | 'eachSorted' | { readonly [key: string]: PartShape };

/**
 * Digests of parts, in the places of the params that they belong to. In brackets: of a part that has the digests of the
 * values of an object.
 */
export type PartTree = string | [record: string] | { [key: string]: PartTree };

/** The notification that carries a part. Its value is parsed when the plugin reads it. */
const HEAD = /^\{"jsonrpc":"2\.0","method":"part","params":\{"digest":"([\w+/=]+)","value":/;
const HEAD_BYTES = 100;
/** Where a notification has its method; a request has its id there. */
const METHOD_AT = 18;
const LETTER_M = 0x6d;

export const isPartTree: Guard = (value) => {
  if (typeof value === 'string') return true;
  if (isArray(value)) return value.length === 1 && typeof value[0] === 'string';
  if (!isObject(value)) return false;
  const names = keys(value as object);
  for (let index = 0; index < names.length; index++)
    if (!isPartTree((value as Record<string, unknown>)[names[index]])) return false;
  return true;
};

/** One line that carries a part. `json` is its value. */
export function partLine(digest: string, json: string): Buffer {
  return Buffer.from(`{"jsonrpc":"2.0","method":"part","params":{"digest":"${digest}","value":${json}}}\n`);
}

/** What {@link partLine} made of a part, without its newline; `undefined` for any other line. */
export function readPartLine(line: Buffer): { digest: string; json: Buffer } | undefined {
  if (line[METHOD_AT] !== LETTER_M) return undefined;
  const head = match(HEAD, decode(subBuffer(line, 0, HEAD_BYTES), 'latin1'));
  return head ? { digest: head[1], json: subBuffer(line, head[0].length, line.length - 2) } : undefined;
}

/**
 * Names a part among all that a plugin reads: by the hook whose params have it, and the keys that lead to it. Call this
 * for each key.
 */
export function nameOfPart(place: string, key: string): string {
  return `${place}\0${key}`;
}
