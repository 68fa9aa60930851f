import { NotSerializableError } from './connection-errors';
import { MAX_LINE_BYTES } from './framing';
import { RPC_ERROR_CODES } from './error-codes';
import type { Message, ResponseMessage } from './messages';

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
    throw new NotSerializableError(
      `${subject} can't be sent as JSON: ${isTooLong ? limit : (cause as Error).message}`,
      {
        cause,
      },
    );
  }
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
