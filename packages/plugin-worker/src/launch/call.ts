import { performance } from 'node:perf_hooks';
import { Deferred } from '../protocol/deferred';
import { clearTimeout, setImmediate, setTimeout } from '../protocol/intrinsics';
import type { Batch } from '../protocol/hooks/hook-spec';
import type { Diagnosis } from './errors';

export interface CallSettings {
  /** Hook or function, for diagnoses; `load` for the launch itself. */
  hook: string;
  /** 0 switches the timer off. */
  timeoutMs: number;
  /** What the call is about, such as 12 configuration files. */
  batch?: Batch | undefined;
}

/** What a worker's plugin is doing, and for how long. */
export interface RunningHook {
  hook: string;
  elapsedMs: number;
}

/** Requests that no code of the plugin answers. */
const ABOUT_THE_WORKER = ['stats', 'loadedFiles'];

type Identity = Pick<Diagnosis, 'plugin' | 'workerState' | 'pid' | 'stderrTail'>;

/** One thing that a caller waits for. It ends exactly once: by its work, by its timer, or by {@link fail}. */
export class Call<T> {
  readonly #controller = new AbortController();
  readonly #startedAt = performance.now();
  readonly #outcome = new Deferred<T>();
  readonly promise = this.#outcome.promise;
  #timer: NodeJS.Timeout | undefined;
  #isSettled = false;

  constructor(
    private readonly settings: CallSettings,
    private readonly identify: () => Identity,
  ) {}

  get hook(): string {
    return this.settings.hook;
  }

  get batch(): Batch | undefined {
    return this.settings.batch;
  }

  /** Whether it waits for the plugin, not for the worker alone. */
  get isOfPlugin(): boolean {
    return !ABOUT_THE_WORKER.includes(this.hook);
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Aborts when the call has ended without its work. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  diagnose(): Diagnosis {
    const { hook, batch } = this.settings;
    return { ...this.identify(), hook, elapsedMs: this.elapsedMs, ...(batch && { batchSize: batch.size }) };
  }

  start(work: (signal: AbortSignal) => Promise<T>, onTimeout: () => void): void {
    const { timeoutMs } = this.settings;
    if (timeoutMs > 0) this.#timer = startTimer(timeoutMs, () => !this.#isSettled && onTimeout());
    work(this.signal).then(
      (value) => this.#end(() => this.#outcome.resolve(value)),
      (error: unknown) => this.fail(error),
    );
  }

  fail(error: unknown): void {
    this.#end(() => this.#outcome.reject(error));
    this.#controller.abort(error);
  }

  #end(settle: () => void): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    settle();
  }
}

/** Longest delay that node's timers take. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/**
 * Lets one poll phase pass before it believes the clock, so that a host that was blocked or suspended itself reads the
 * answer that has long been there. Unref'd: the call keeps its process alive by other means.
 */
function startTimer(delayMs: number, onTimeout: () => void): NodeJS.Timeout {
  return setTimeout(() => setImmediate(onTimeout), Math.min(delayMs, MAX_DELAY_MS)).unref();
}
