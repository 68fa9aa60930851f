import { performance } from 'node:perf_hooks';
import { clearTimeout, setImmediate, setTimeout } from '../protocol/intrinsics';

/** Longest delay that node's timers take. */
const MAX_DELAY_MS = 2 ** 31 - 1;

interface Limited {
  /** By the clock of `performance.now()`; `Infinity` if there is none. */
  readonly deadline: number;
}

/**
 * One timer for all calls of a worker: calls come and go by the thousand, and hardly one runs into its deadline. It
 * lets one poll phase pass before it believes the clock, so that a host that was blocked or suspended itself reads the
 * answer that has long been there. Unref'd: calls keep their process alive by other means.
 */
export class Deadlines<C extends Limited> {
  #dueAt = Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly pending: () => Iterable<C>,
    private readonly onPassed: (call: C) => void,
  ) {}

  watch({ deadline }: C): void {
    if (deadline >= this.#dueAt) return;
    this.#dueAt = deadline;
    clearTimeout(this.#timer);
    const delayMs = Math.min(deadline - performance.now(), MAX_DELAY_MS);
    this.#timer = setTimeout(() => setImmediate(() => this.#look()), Math.max(delayMs, 1)).unref();
  }

  /** No call is left that could pass its deadline. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#dueAt = Infinity;
  }

  #look(): void {
    this.#dueAt = Infinity;
    const now = performance.now();
    for (const call of [...this.pending()]) {
      // A timer may come a moment early.
      if (call.deadline <= now + 1) this.onPassed(call);
      else this.watch(call);
    }
  }
}
