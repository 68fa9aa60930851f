import { performance } from 'node:perf_hooks';
import type { Batch } from '../protocol/hooks/hook-spec';
import type { Answered } from '../protocol/pending-requests';
import type { Diagnosis } from './errors';

export interface CallSettings {
  /** Hook or function, for diagnoses; `load` for the launch itself. */
  hook: string;
  /** 0 switches the timer off. */
  timeoutMs: number;
  /** What the call is about, such as 12 configuration files. */
  batch?: Batch | undefined;
}

/** Name of the launch among the hooks in diagnoses. */
export const LOAD = 'load';

/** What an error says of a call. */
export type Described = Pick<CallSettings, 'hook' | 'batch'> & { elapsedMs: number };

/** What a worker's plugin is doing, and for how long. */
export interface RunningHook {
  hook: string;
  elapsedMs: number;
}

/** Requests that no code of the plugin answers. */
const ABOUT_THE_WORKER = ['stats', 'loadedFiles'];

/** What a call tells its worker's client. */
export interface CallOwner {
  diagnose(call: Call): Diagnosis;
  /** It has its answer, and {@link Call.deliver} is still to come. */
  onAnswered(call: Call): void;
  /** It has failed, and the caller has been told. */
  onFailed(call: Call): void;
  /** What the protocol layer throws knows neither plugin nor hook. */
  toTypedError(error: Error, call: Call): Error | Promise<Error>;
}

/** One thing that a caller waits for. It ends exactly once: by its answer, by its deadline, or by {@link fail}. */
export class Call implements Answered {
  readonly promise: Promise<unknown>;
  /** Of the request that it waits for. */
  requestId: number | undefined;
  isSettled = false;
  readonly #startedAt = performance.now();
  #resolve!: (value: unknown) => void;
  #reject!: (error: unknown) => void;
  #result: unknown;
  #controller: AbortController | undefined;

  constructor(
    private readonly settings: CallSettings,
    private readonly owner: CallOwner,
  ) {
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get hook(): string {
    return this.settings.hook;
  }

  get batch(): Batch | undefined {
    return this.settings.batch;
  }

  get timeoutMs(): number {
    return this.settings.timeoutMs;
  }

  /** By the clock of `performance.now()`. */
  get deadline(): number {
    return this.timeoutMs > 0 ? this.#startedAt + this.timeoutMs : Infinity;
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
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  diagnose(): Diagnosis {
    return this.owner.diagnose(this);
  }

  resolve(result: unknown): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.#result = result;
    this.owner.onAnswered(this);
  }

  /** Tells the caller what {@link resolve} was given. */
  deliver(): void {
    this.#resolve(this.#result);
  }

  /** With an error of the protocol layer. */
  reject(error: Error): void {
    const typed = this.owner.toTypedError(error, this);
    if (typed instanceof Promise) void typed.then((later) => this.fail(later));
    else this.fail(typed);
  }

  fail(error: unknown): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.#reject(error);
    this.#controller?.abort(error);
    this.owner.onFailed(this);
  }
}
