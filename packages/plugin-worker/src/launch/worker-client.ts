import { ConnectionClosedError } from '../protocol/connection-errors';
import type { Connection } from '../protocol/connection';
import { CONNECTION_LOST_EXIT_CODE } from '../protocol/error-codes';
import { setTimeout } from '../protocol/intrinsics';
import type { Params, RequestMethod, Result } from '../protocol/methods';
import type { Answered } from '../protocol/pending-requests';
import type { FatalParams } from '../protocol/types';
import type { Call, CallSettings, Described, RunningHook } from './call';
import { Calls, type CalledWorker } from './calls';
import type { Diagnosis, WorkerError } from './errors';
import * as texts from './error-texts';
import { settledWithin } from '../process/settled-within';
import type { WorkerExit, WorkerProcess } from '../process/worker-process';
import { typedError } from './typed-error';
import { WorkerLifecycle } from './worker-state';

/** Sends one request over a connection, and gives its id. */
type Send = (connection: Connection, answered: Answered) => number;

/** A worker whose connection ended is given so long to say by its exit why. */
const CONNECTION_LOST_MS = 300;

/**
 * A worker process together with its connection. It makes calls, and ends each of them with a result or a typed error,
 * also if the process is killed, hangs, or closes its socket.
 */
export class WorkerClient implements CalledWorker {
  readonly lifecycle = new WorkerLifecycle();
  fatal: FatalParams | undefined;
  readonly #calls = new Calls(this);
  #connection: Connection | undefined;
  #failure: ((diagnosis: Diagnosis) => WorkerError) | undefined;

  constructor(
    readonly process: WorkerProcess,
    private readonly kind: 'plugin' | 'module',
  ) {
    void process.exited.then((exit) => this.#onExit(exit));
  }

  get pendingCount(): number {
    return this.#calls.size;
  }

  get runningHook(): RunningHook | undefined {
    return this.#calls.runningHook;
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
    return this.perform(settings, (connection, answered) => connection.send(method, params, answered));
  }

  /** As {@link request}. */
  perform<T>(settings: CallSettings, send: Send): Promise<T> {
    return this.#call<T>(settings, (call) => void (call.requestId = send(this.#connection!, call)));
  }

  /**
   * Does `work` and keeps this process alive meanwhile.
   * @throws {WorkerError} of the kind that fits, if the worker ends, is too slow, or is stopped.
   * @throws what {@link abort} was given.
   */
  run<T>(settings: CallSettings, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#call<T>(settings, (call) => {
      work(call.signal).then(
        (value) => call.resolve(value),
        (error: Error) => call.reject(error),
      );
    });
  }

  #call<T>(settings: CallSettings, start: (call: Call) => void): Promise<T> {
    if (this.lifecycle.isOver || this.lifecycle.state === 'draining')
      return Promise.reject(this.#createLateError({ ...settings, elapsedMs: 0 }));
    const call = this.#calls.begin(settings);
    try {
      start(call);
    } catch (error) {
      call.reject(error as Error);
    }
    return call.promise as Promise<T>;
  }

  onBusy(): void {
    this.process.hold();
  }

  onIdle(): void {
    this.#dropUnsentBytes();
    this.process.release();
  }

  cancel(requestId: number): void {
    this.#connection?.cancel(requestId);
  }

  /** Resolves when no call is pending, or after `withinMs`. */
  async drained(withinMs: number): Promise<void> {
    await settledWithin(Promise.allSettled(this.#calls.promises), withinMs);
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
    const endLost = () => this.process.exit ?? this.kill(texts.connectionLostError);
    const timer = setTimeout(endLost, CONNECTION_LOST_MS);
    if (this.pendingCount === 0) timer.unref();
  }

  diagnose({ hook, batch, elapsedMs }: Described): Diagnosis {
    const { name, pid, output } = this.process;
    const identity = { plugin: name, ...(this.kind === 'module' && { kind: this.kind }) };
    const call = { hook, elapsedMs, ...(batch && { batchSize: batch.size }) };
    const { state } = this.lifecycle;
    return { ...identity, workerState: state, pid, stderrTail: [...output.stderrTail], ...call };
  }

  #onExit(exit: WorkerExit): void {
    const isExpected = this.lifecycle.state === 'draining';
    this.lifecycle.moveTo(isExpected ? 'stopped' : 'failed');
    this.#failCalls((diagnosis) => this.#createEndError(diagnosis, exit));
    this.#connection?.close(new Error('the worker has ended'));
    this.#calls.end();
  }

  onTimeout(call: Call): void {
    call.fail(texts.timeoutError(call.timeoutMs, call.batch, call.diagnose()));
    this.kill((of) => texts.killedByTimeoutError(call.hook, of));
  }

  #failCalls(createError: (diagnosis: Diagnosis) => Error): void {
    this.#calls.failAll((call) => createError(call.diagnose()));
  }

  #createLateError(call: Described): WorkerError {
    return texts.lateError(this.process.exit, this.diagnose(call), this.#failure?.(this.diagnose(call)));
  }

  #createEndError(diagnosis: Diagnosis, exit = this.process.exit): WorkerError {
    if (this.#failure) return this.#failure(diagnosis);
    if (exit?.startError) return texts.spawnError(exit.startError, diagnosis);
    if (exit?.code === CONNECTION_LOST_EXIT_CODE) return texts.connectionLostError(diagnosis);
    if (exit && this.lifecycle.state === 'failed') return texts.exitError(exit, this.fatal, diagnosis);
    return texts.stoppedError(diagnosis);
  }

  toTypedError(error: Error, call: Call): Error | Promise<Error> {
    // The exit that follows says why, and so ends this call, too.
    if (error instanceof ConnectionClosedError)
      return settledWithin(this.process.exited, 2 * CONNECTION_LOST_MS).then(() =>
        this.#createEndError(call.diagnose()),
      );
    return typedError(error, call.diagnose());
  }

  /**
   * Bytes that a stopped worker does not read would hold this process, ref'd or not. Once nobody waits for an answer,
   * neither they nor the worker are of any use.
   */
  #dropUnsentBytes(): void {
    if (!this.#connection || this.#connection.unsentBytes === 0) return;
    if (this.lifecycle.isOver) return;
    this.kill(texts.unreadError);
    this.#connection.close(new Error('unsent bytes were dropped'));
  }
}
