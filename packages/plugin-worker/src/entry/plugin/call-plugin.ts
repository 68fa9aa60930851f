import { Error } from '../../protocol/intrinsics';

const { prototype } = Object;

/**
 * Calls code of the plugin.
 * @throws {Error} if the plugin has given all objects a `then`. No promise that resolves with an object ever does so
 *   then, and all would wait for ever.
 */
export async function callPlugin<T>(work: () => T | Promise<T>): Promise<T> {
  const running = work();
  if (typeof (prototype as { then?: unknown }).then === 'function')
    throw new Error(
      'it gives Object.prototype a method "then", so that no promise can resolve with an object',
    );
  // Not returned as it is: that would call its `then`, which a plugin may have replaced.
  return await running;
}
