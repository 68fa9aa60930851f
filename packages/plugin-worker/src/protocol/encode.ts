import { NotSerializableError } from './connection-errors';
import { MAX_LINE_BYTES } from './framing';
import { RPC_ERROR_CODES } from './error-codes';
import { entries, isArray } from './intrinsics';
import { toJsonText } from './json-text';
import type { Message, ResponseMessage } from './messages';

const TOO_LONG = /string length/;

/**
 * One message as one line. `JSON.stringify` escapes newlines, so the only `0x0A` is the last byte.
 * @throws {NotSerializableError} for a cycle, a BigInt, or more text than a string can hold.
 */
export function encodeMessage(message: Message): string {
  return `${encodeValue(message, 'method' in message ? message.method : undefined)}\n`;
}

/**
 * A value as JSON: the params of this method or a part of them, or the result.
 * @throws {NotSerializableError} as {@link encodeMessage}.
 */
export function encodeValue(value: object, method?: string): string {
  try {
    return toJsonText(value)!;
  } catch (cause) {
    const subject = method === undefined ? 'the result' : `the params of ${method}`;
    const isTooLong = cause instanceof RangeError && TOO_LONG.test(cause.message);
    const why = isTooLong ? describeLength(value) : (cause as Error).message;
    throw new NotSerializableError(`${subject} can't be sent as JSON: ${why}`, { cause });
  }
}

function describeLength(value: object): string {
  const length = Math.max(countCharacters(value), MAX_LINE_BYTES + 1).toLocaleString('en');
  const limit = MAX_LINE_BYTES.toLocaleString('en');
  return `it has at least ${length} characters, and the longest text that node can hold has ${limit}`;
}

const MAX_COUNTED_VALUES = 20_000_000;

/** Characters of keys and values without what JSON puts around them: a lower bound of the length. */
function countCharacters(value: unknown): number {
  const left = [value];
  let characters = 0;
  for (let counted = 0; left.length > 0 && counted < MAX_COUNTED_VALUES; counted++) {
    const next = left.pop();
    if (typeof next === 'string') characters += next.length + 2;
    else if (typeof next !== 'object' || next === null) characters += 1;
    else {
      for (const [key, entry] of entries(next)) {
        if (!isArray(next)) characters += key.length + 2;
        left.push(entry);
      }
    }
  }
  return characters;
}

/** A result that can't be sent is answered with an error that says so. */
export function encodeResponse(response: ResponseMessage): string {
  try {
    return encodeMessage(response);
  } catch (error) {
    const { message } = error as Error;
    return encodeMessage({
      jsonrpc: '2.0',
      id: response.id,
      error: { code: RPC_ERROR_CODES.notSerializable, message },
    });
  }
}
