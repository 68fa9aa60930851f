import { setImmediate } from 'node:timers/promises';

/**
 * One computation at a time. Requests that come before one begins share it; a request that comes later may know of a change that
 * the running one has not seen, and shares the next.
 */
export class Computations<T> {
  #last: Promise<unknown> = Promise.resolve();
  #next: Promise<T> | undefined;

  constructor(private readonly compute: () => Promise<T>) {}

  request(): Promise<T> {
    this.#next ??= this.exclusively(async () => {
      // What was asked for in the same moment arrives within a turn of the event loop.
      await setImmediate();
      this.#next = undefined;
      return this.compute();
    });
    return this.#next;
  }

  /** Does `work` while nothing is computed, in the order of asking. */
  exclusively<R>(work: () => Promise<R>): Promise<R> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
