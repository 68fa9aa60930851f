import { setImmediate } from 'node:timers/promises';
import { sharedClock } from '../timing/asked';

interface Options {
  /** Begins what runs again. False if that can't be, or does not pay. */
  invalidate?: () => boolean;
  /** Whether nothing was seen to change since the last computation began. */
  isCurrent?: () => boolean;
}

interface Begun<T> {
  atMs: number;
  result: Promise<T>;
  isAsked: boolean;
  isRunning: boolean;
}

/**
 * One computation at a time. Requests that come before one begins share it. A request that comes later may know of a
 * change that the running one has not seen, so it shares the next. If nobody asked for the running one, that may be
 * begun again instead: a request then waits for one computation, and not for two. A request may have been on its way
 * since before the last one began: that one is the answer.
 */
export class Computations<T> {
  #last: Promise<unknown> = Promise.resolve();
  #next: Promise<T> | undefined;
  #isNextAsked = false;
  /** Runs, or was the last one that did not fail. */
  #begun: Begun<T> | undefined;
  readonly #invalidate: () => boolean;
  readonly #isCurrent: () => boolean;

  constructor(
    private readonly compute: () => Promise<T>,
    { invalidate = () => false, isCurrent = () => false }: Options = {},
  ) {
    this.#invalidate = invalidate;
    this.#isCurrent = isCurrent;
  }

  /** Whether anybody waits for what runs. */
  get isAsked(): boolean {
    return !this.#begun?.isRunning || this.#begun.isAsked;
  }

  /** @param askedAtMs by {@link sharedClock} */
  request(askedAtMs = sharedClock()): Promise<T> {
    const begun = this.#begun;
    const isSince = begun !== undefined && begun.atMs >= askedAtMs && this.#isCurrent();
    if (isSince || (begun?.isRunning && !begun.isAsked && this.#invalidate())) {
      begun.isAsked = true;
      return begun.result;
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
    const next: Promise<T> = this.exclusively(async () => {
      // What was asked for in the same moment arrives within a turn of the event loop.
      await setImmediate();
      this.#next = undefined;
      return this.#begin(next);
    });
    this.#next = next;
    return next;
  }

  async #begin(result: Promise<T>): Promise<T> {
    const begun = { atMs: sharedClock(), result, isAsked: this.#isNextAsked, isRunning: true };
    this.#begun = begun;
    this.#isNextAsked = false;
    try {
      return await this.compute();
    } catch (error) {
      this.#begun = undefined;
      throw error;
    } finally {
      begun.isRunning = false;
    }
  }
}
