import { setImmediate } from '../protocol/intrinsics';
import { Call, type CallOwner, type CallSettings, type RunningHook } from './call';
import { Deadlines } from './deadlines';

/** What calls need of the worker that they are made to. */
export interface CalledWorker extends Pick<CallOwner, 'diagnose' | 'toTypedError'> {
  /** There is a call again. */
  onBusy(): void;
  /** No call is left. */
  onIdle(): void;
  onTimeout(call: Call): void;
  /** Nobody waits for the answer to this request any more. */
  cancel(requestId: number): void;
}

/** The calls of one worker that are not done yet. */
export class Calls implements CallOwner {
  readonly #calls = new Set<Call>();
  /** Those with an answer, which they get at the end of this turn. */
  #answered: Call[] = [];
  readonly #deadlines: Deadlines<Call>;

  constructor(private readonly worker: CalledWorker) {
    this.#deadlines = new Deadlines<Call>(
      () => this.#calls,
      (call) => !call.isSettled && worker.onTimeout(call),
    );
  }

  get size(): number {
    return this.#calls.size;
  }

  get promises(): Promise<unknown>[] {
    return [...this.#calls].map(({ promise }) => promise);
  }

  /** The oldest call of the plugin that the worker has not answered yet. */
  get runningHook(): RunningHook | undefined {
    const call = [...this.#calls].find(({ isOfPlugin, isSettled }) => isOfPlugin && !isSettled);
    return call && { hook: call.hook, elapsedMs: call.elapsedMs };
  }

  begin(settings: CallSettings): Call {
    const call = new Call(settings, this);
    this.#calls.add(call);
    if (this.#calls.size === 1) this.worker.onBusy();
    this.#deadlines.watch(call);
    return call;
  }

  failAll(createError: (call: Call) => Error): void {
    for (const call of [...this.#calls]) if (!call.isSettled) call.fail(createError(call));
  }

  diagnose(call: Call): ReturnType<CallOwner['diagnose']> {
    return this.worker.diagnose(call);
  }

  toTypedError(error: Error, call: Call): ReturnType<CallOwner['toTypedError']> {
    return this.worker.toTypedError(error, call);
  }

  /** What the plugin printed before it answered is in the pipe by now: one poll phase reads it. */
  onAnswered(call: Call): void {
    this.#answered.push(call);
    if (this.#answered.length === 1) setImmediate(() => this.#deliver());
  }

  #deliver(): void {
    const answered = this.#answered;
    this.#answered = [];
    for (const call of answered) {
      this.#calls.delete(call);
      call.deliver();
    }
    if (this.#calls.size === 0) this.worker.onIdle();
  }

  onFailed(call: Call): void {
    this.#calls.delete(call);
    if (call.requestId !== undefined) this.worker.cancel(call.requestId);
    if (this.#calls.size === 0) this.worker.onIdle();
  }

  /** There will be no other call. */
  end(): void {
    this.#deadlines.stop();
  }
}
