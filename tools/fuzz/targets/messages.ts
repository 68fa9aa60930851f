import type { LineSource } from '../line-source';
import {
  InvalidMessageError,
  complainAboutParams,
  encodeMessage,
  isMethod,
  isResponse,
  isSerializedError,
  parseMessage,
  reviveError,
  serializeError,
  subjectOfUnreadable,
} from '../protocol';
import { demand, quote, type Target } from '../target';

/** A line is a message or an InvalidMessageError; a message stays what it is; an error can be revived. */
export function fuzzMessages(): Target {
  const prototypeKeys = Reflect.ownKeys(Object.prototype).length;
  return {
    feed(source: LineSource, count: number) {
      for (let left = count; left > 0; left--) {
        const line = source.next();
        try {
          check(line);
        } catch (error) {
          demand(error instanceof InvalidMessageError, `${(error as Error).stack} from ${quote(line)}`);
          subjectOfUnreadable(line);
        }
      }
      demand(Reflect.ownKeys(Object.prototype).length === prototypeKeys, 'Object.prototype is polluted');
    },
  };
}

function check(line: Buffer): void {
  const message = parseMessage(line);
  if (!isResponse(message)) {
    if (isMethod(message.method)) complainAboutParams(message.method, message.params);
  } else if (isSerializedError(message.error?.data)) {
    const revived = reviveError(message.error.data);
    demand(revived instanceof Error, 'it revives to no Error');
    demand(isSerializedError(serializeError(revived)), 'it can be revived once only');
  }
  // Deeper nesting than can be written again is read all the same.
  if (line.length > 5000) return;
  const written = encodeMessage(message);
  demand(
    encodeMessage(parseMessage(Buffer.from(written.trimEnd()))) === written,
    'a trip changes the message',
  );
}
