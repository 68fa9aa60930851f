import { NotSerializableError } from './connection-errors';
import { MAX_LINE_BYTES } from './framing';
import type { Message } from './messages';

/**
 * One message as one line. `JSON.stringify` escapes newlines, so the only `0x0A` is the last byte.
 * @throws {NotSerializableError} for a cycle, a BigInt, or more text than a string can hold.
 */
export function encodeMessage(message: Message): string {
  try {
    return `${JSON.stringify(message)}\n`;
  } catch (cause) {
    const subject = 'method' in message ? `the params of ${message.method}` : 'the result';
    const isTooLong = cause instanceof RangeError && cause.message.includes('string length');
    const limit = `it has more than ${MAX_LINE_BYTES} characters, the longest text that node can hold`;
    throw new NotSerializableError(`${subject} can't be sent as JSON: ${isTooLong ? limit : (cause as Error).message}`, {
      cause,
    });
  }
}
