import {
  ConnectionClosedError,
  InvalidResultError,
  NotSerializableError,
  RemoteError,
} from '../protocol/connection-errors';
import type { Connection } from '../protocol/connection';
import { CONNECTION_LOST_EXIT_CODE } from '../protocol/error-codes';
import { setImmediate, setTimeout } from '../protocol/intrinsics';
import type { Params, RequestMethod, Result } from '../protocol/methods';
import type { FatalParams } from '../protocol/types';
import { Call, type CallSettings, type RunningHook } from './call';
import { PluginHookError, WorkerError, type Diagnosis } from './errors';
import * as texts from './error-texts';
import { settledWithin } from '../process/settled-within';
import type { WorkerExit, WorkerProcess } from '../process/worker-process';
import { WorkerLifecycle } from './worker-state';

/** Name of the launch among the hooks in diagnoses. */
export const LOAD = 'load';

/** A worker whose connection ended is given so long to say by its exit why. */
const CONNECTION_LOST_MS = 300;

/**
 * A worker process together with its connection. It makes calls, and ends each of them with a result or a typed error,
 * also if the process is killed, hangs, or closes its socket.
 */
export class WorkerClient {
  readonly lifecycle = new WorkerLifecycle();
  fatal: FatalParams | undefined;
  readonly #calls = new Set<AnyCall>();
  #connection: Connection | undefined;
  #failure: ((diagnosis: Diagnosis) => WorkerError) | undefined;

  constructor(readonly process: WorkerProcess) {
    void process.exited.then((exit) => this.#onExit(exit));
  }

  get pendingCount(): number {
    return this.#calls.size;
  }

  /** The oldest call of the plugin that the worker has not answered yet. */
  get runningHook(): RunningHook | undefined {
    const call = [...this.#calls].find(({ isOfPlugin }) => isOfPlugin);
    return call && { hook: call.hook, elapsedMs: call.elapsedMs };
  }

  get connection(): Connection {
    return this.#connection!;
  }

  /** Whether requests go over this connection, or over none yet. */
  isConnectedBy(connection: Connection): boolean {
    return this.#connection === undefined || this.#connection === connection;
  }

  set connection(connection: Connection) {
    this.#connection = connection;
  }

  /** Sends one request. See {@link run} for how it ends. */
  request<M extends RequestMethod>(method: M, params: Params<M>, settings: CallSettings): Promise<Result<M>> {
    return this.run(settings, (signal) => this.#connection!.request(method, params, signal));
  }

  /**
   * Does `work` and keeps this process alive meanwhile.
   * @throws {WorkerError} of the kind that fits, if the worker ends, is too slow, or is stopped.
   * @throws what {@link abort} was given.
   */
  async run<T>(settings: CallSettings, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const call = new Call<T>(settings, () => this.#identify());
    if (this.lifecycle.isOver || this.lifecycle.state === 'draining')
      throw texts.lateError(this.process.exit, call.diagnose(), this.#failure?.(call.diagnose()));
    this.process.hold();
    this.#calls.add(call);
    const typedWork = (signal: AbortSignal) =>
      work(signal).catch(async (error: Error) => {
        throw await this.#toTypedError(error, call);
      });
    call.start(typedWork, () => this.#onTimeout(call, settings.timeoutMs));
    try {
      const result = await call.promise;
      // What the plugin printed before it answered is in the pipe by now: one poll phase reads it.
      await new Promise((resolve) => setImmediate(resolve));
      return result;
    } finally {
      this.#calls.delete(call);
      this.#dropUnsentBytes();
      this.process.release();
    }
  }

  /** Resolves when no call is pending, or after `withinMs`. */
  async drained(withinMs: number): Promise<void> {
    const pending = [...this.#calls].map((call) => call.promise);
    await settledWithin(Promise.allSettled(pending), withinMs);
  }

  /** Fails what is pending with the reason of an aborted signal. */
  abort(reason: unknown): void {
    this.#failCalls((of) => (reason instanceof Error ? reason : texts.stoppedError(of, reason)));
  }

  /** Fails what is pending, and asks the worker to run its exit handlers and end. */
  endCalls(failure: (diagnosis: Diagnosis) => WorkerError): void {
    this.#failCalls(failure);
    this.#connection?.request('stop', {}).catch(() => undefined);
  }

  /** Ends the process at once. Pending calls fail with what `failure` makes. */
  kill(failure: (diagnosis: Diagnosis) => WorkerError): void {
    this.#failure ??= failure;
    this.lifecycle.moveTo('failed');
    this.#failCalls(failure);
    this.process.signalGroup('SIGKILL');
  }

  /** The connection's stream ended: the worker is ending, or has thrown its socket away. */
  onConnectionEnd(): void {
    if (this.lifecycle.isOver || this.process.exit) return;
    const timer = setTimeout(() => {
      if (!this.process.exit) this.kill(texts.connectionLostError);
    }, CONNECTION_LOST_MS);
    if (this.pendingCount === 0) timer.unref();
  }

  #identify(): Pick<Diagnosis, 'plugin' | 'workerState' | 'pid' | 'stderrTail'> {
    const { name, pid, output } = this.process;
    return { plugin: name, workerState: this.lifecycle.state, pid, stderrTail: [...output.stderrTail] };
  }

  #onExit(exit: WorkerExit): void {
    const isExpected = this.lifecycle.state === 'draining';
    this.lifecycle.moveTo(isExpected ? 'stopped' : 'failed');
    this.#failCalls((diagnosis) => this.#createEndError(diagnosis, exit));
    this.#connection?.close(new Error('the worker has ended'));
  }

  #onTimeout(call: AnyCall, timeoutMs: number): void {
    call.fail(texts.timeoutError(timeoutMs, call.batch, call.diagnose()));
    this.kill((of) => texts.killedByTimeoutError(call.hook, of));
  }

  #failCalls(createError: (diagnosis: Diagnosis) => Error): void {
    for (const call of this.#calls) call.fail(createError(call.diagnose()));
  }

  #createEndError(diagnosis: Diagnosis, exit = this.process.exit): WorkerError {
    if (this.#failure) return this.#failure(diagnosis);
    if (exit?.startError) return texts.spawnError(exit.startError, diagnosis);
    if (exit?.code === CONNECTION_LOST_EXIT_CODE) return texts.connectionLostError(diagnosis);
    if (exit && this.lifecycle.state === 'failed') return texts.exitError(exit, this.fatal, diagnosis);
    return texts.stoppedError(diagnosis);
  }

  /** What the protocol layer throws knows neither plugin nor hook. */
  async #toTypedError(error: Error, call: Pick<AnyCall, 'hook' | 'diagnose'>): Promise<Error> {
    if (error instanceof ConnectionClosedError) {
      // The exit that follows says why, and so ends this call, too.
      await settledWithin(this.process.exited, 2 * CONNECTION_LOST_MS);
      return this.#createEndError(call.diagnose());
    }
    const diagnosis = call.diagnose();
    if (error instanceof WorkerError) return error;
    if (error instanceof NotSerializableError || error instanceof InvalidResultError)
      return texts.refusedError(error, diagnosis);
    if (!(error instanceof RemoteError)) return texts.unreachableError(error, diagnosis);
    if (!error.data) return texts.refusedError(error, diagnosis);
    return call.hook === LOAD
      ? texts.loadError(error.data, diagnosis)
      : new PluginHookError(error.data, diagnosis);
  }

  /**
   * Bytes that a stopped worker does not read would hold this process, ref'd or not. Once nobody waits for an answer,
   * neither they nor the worker are of any use.
   */
  #dropUnsentBytes(): void {
    if (this.#calls.size > 0 || !this.#connection || this.#connection.unsentBytes === 0) return;
    if (this.lifecycle.isOver) return;
    this.kill(texts.unreadError);
    this.#connection.close(new Error('unsent bytes were dropped'));
  }
}

type AnyCall = Pick<
  Call<unknown>,
  'promise' | 'hook' | 'isOfPlugin' | 'elapsedMs' | 'batch' | 'fail' | 'diagnose'
>;
