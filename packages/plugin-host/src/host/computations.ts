import { setImmediate } from 'node:timers/promises';

/**
 * One computation at a time. Requests that come before one begins share it; a request that comes later may know of a change that
 * the running one has not seen, and shares the next.
 */
export class Computations<T> {
  #running: Promise<unknown> = Promise.resolve();
  #next: Promise<T> | undefined;

  constructor(private readonly compute: () => Promise<T>) {}

  request(): Promise<T> {
    this.#next ??= this.#running.then(async () => {
      // What was asked for in the same moment arrives within a turn of the event loop.
      await setImmediate();
      const current = this.compute();
      this.#running = current.catch(() => undefined);
      this.#next = undefined;
      return current;
    });
    return this.#next;
  }

  /** Does `work` while nothing is computed. Requests that come meanwhile wait. */
  exclusively<R>(work: () => Promise<R>): Promise<R> {
    const done = this.#running.then(work);
    this.#running = done.catch(() => undefined);
    return done;
  }
}
