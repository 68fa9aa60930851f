import { setImmediate } from 'node:timers/promises';

/**
 * One computation at a time. Requests that come before one begins share it. A request that comes later may know of a
 * change that the running one has not seen, so it shares the next. If nobody asked for the running one, that may be
 * begun again instead: a request then waits for one computation, and not for two.
 */
export class Computations<T> {
  #last: Promise<unknown> = Promise.resolve();
  #next: Promise<T> | undefined;
  #isNextAsked = false;
  /** Runs, and nobody asked for it. */
  #unasked: Promise<T> | undefined;

  constructor(
    private readonly compute: () => Promise<T>,
    /** Begins what runs again. False if that can't be, or does not pay. */
    private readonly invalidate: () => boolean = () => false,
  ) {}

  /** Whether anybody waits for what runs. */
  get isAsked(): boolean {
    return this.#unasked === undefined;
  }

  request(): Promise<T> {
    const unasked = this.#unasked;
    if (unasked && this.invalidate()) {
      this.#unasked = undefined;
      return unasked;
    }
    this.#isNextAsked = true;
    return this.#shareNext();
  }

  /** Computes what may be asked for soon. */
  prefetch(): Promise<T> {
    return this.#shareNext();
  }

  /** Does `work` while nothing is computed, in the order of asking. */
  exclusively<R>(work: () => Promise<R>): Promise<R> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  #shareNext(): Promise<T> {
    if (this.#next) return this.#next;
    const next = this.exclusively(async () => {
      // What was asked for in the same moment arrives within a turn of the event loop.
      await setImmediate();
      this.#next = undefined;
      if (!this.#isNextAsked) this.#unasked = next;
      this.#isNextAsked = false;
      return this.compute().finally(() => {
        if (this.#unasked === next) this.#unasked = undefined;
      });
    });
    this.#next = next;
    return next;
  }
}
