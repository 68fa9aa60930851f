import { EventEmitter } from 'node:events';
import { checkArgument, checks, throwLater } from '@plugin-isolation/plugin-worker/internal/arguments';
import { EVENTS } from './host-arguments';

type Listener = (...args: unknown[]) => void;

class Guarded extends EventEmitter {
  override on(event: string | symbol, listener: Listener): this {
    checkListener('on', event, listener);
    return super.on(event, listener);
  }

  override addListener(event: string | symbol, listener: Listener): this {
    checkListener('addListener', event, listener);
    return super.addListener(event, listener);
  }

  override once(event: string | symbol, listener: Listener): this {
    checkListener('once', event, listener);
    return super.once(event, listener);
  }

  override prependListener(event: string | symbol, listener: Listener): this {
    checkListener('prependListener', event, listener);
    return super.prependListener(event, listener);
  }

  override prependOnceListener(event: string | symbol, listener: Listener): this {
    checkListener('prependOnceListener', event, listener);
    return super.prependOnceListener(event, listener);
  }

  override off(event: string | symbol, listener: Listener): this {
    checkListener('off', event, listener);
    return super.off(event, listener);
  }

  override removeListener(event: string | symbol, listener: Listener): this {
    checkListener('removeListener', event, listener);
    return super.removeListener(event, listener);
  }

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    const listeners = this.rawListeners(event) as Listener[];
    for (const listener of listeners) {
      try {
        listener.apply(this, args);
      } catch (error) {
        throwLater(error);
      }
    }
    return listeners.length > 0;
  }
}

function checkListener(of: string, event: unknown, listener: unknown): void {
  const isOfNode = typeof event === 'symbol' || event === 'newListener' || event === 'removeListener';
  if (!isOfNode) checkArgument(of, 'event', event, checks.oneOf(...EVENTS));
  checkArgument(of, 'listener', listener, checks.callback);
}

/**
 * Events whose listeners do no harm to others. What a listener throws is an uncaught exception of this process; the
 * call that the event is about has its result all the same. `on`, `off` and their like throw an `ArgumentsError` for an
 * unknown event, and for a listener that is no function.
 */
export const GuardedEmitter = Guarded as unknown as new <Events extends Record<keyof Events, unknown[]>>(
  ...args: []
) => EventEmitter<Events>;
