import { argumentsInvalid, checkArgument } from '../arguments/check-arguments';
import { text } from '../arguments/checks';
import { tellHost } from './events';

/**
 * Tells the process that launched this one that something happened: it reaches `onEvent` of `launchWorker`. Without a
 * launcher, as in a unit test, nothing happens.
 * @param name What happened; a string that is not empty.
 * @param payload What JSON can carry.
 * @throws {ArgumentsError} if an argument is something else.
 */
export function emitEvent(name: string, payload: unknown): void {
  checkArgument('emitEvent', 'name', name, text);
  try {
    tellHost(name, payload);
  } catch (error) {
    // By its code: the entry of a worker is one file, with a class of its own.
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'NOT_SERIALIZABLE') throw error;
    const what = `must be what JSON can carry, but ${message}`;
    throw argumentsInvalid('emitEvent', { argument: 'payload', what });
  }
}
