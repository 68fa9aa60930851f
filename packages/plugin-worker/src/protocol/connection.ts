import type { Duplex } from 'node:stream';
import type { ConnectionOptions } from './connection-options';
import { cancellable } from './cancellable';
import { ConnectionClosedError, RemoteError } from './connection-errors';
import { RPC_ERROR_CODES } from './error-codes';
import { readPartLine } from './parts';
import { LineSplitter } from './framing';
import { copyBuffer, Error, pin, stringifyJson } from './intrinsics';
import {
  type InvalidMessageError,
  type Message,
  type MessageId,
  type NotificationMessage,
  type RequestMessage,
  type ResponseMessage,
  type RpcError,
  subjectOfUnreadable,
  isRequest,
  isResponse,
  parseMessage,
  quoteBytes,
} from './messages';
import type { NotificationMethod, Params, RequestMethod, Result } from './methods';
import { METHODS, complainAboutParams, isMethod } from './methods';
import { Outbox } from './outbox';
import { PendingRequests, type Answered } from './pending-requests';
import { encodeMessage, encodeResponse } from './encode';
import { findHandler, runHandler } from './run-handler';
import { RunningRequest } from './running-request';

/**
 * A JSON-RPC 2.0 peer over any duplex stream, one message per line. It knows ids and methods; processes, timeouts and
 * restarts belong to its owner.
 */
export class Connection {
  readonly #pending = new PendingRequests();
  readonly #running = pin(new Map<MessageId, RunningRequest>(), 'get', 'set', 'delete', 'forEach');
  readonly #splitter: LineSplitter;
  readonly #outbox: Outbox;
  #endedBy: { error: Error | undefined } | undefined;

  constructor(
    private readonly stream: Duplex,
    private readonly options: ConnectionOptions = {},
  ) {
    this.#splitter = new LineSplitter(
      {
        onLine: (line) => this.#onLine(line),
        onOversizedLine: (start, bytes) => this.#onOversizedLine(start, bytes),
      },
      options.maxLineBytes,
    );
    pin(stream, 'write', 'emit', 'destroy');
    this.#outbox = new Outbox(stream);
    stream.on('data', (chunk: Buffer) => this.#splitter.push(chunk));
    stream.once('end', () => this.#onEnd(undefined));
    stream.on('error', (error) => this.#onEnd(error));
    // The other side closes with an end: without one, it was done here.
    stream.once('close', () => this.#onEnd(new Error('the stream was closed in this process')));
  }

  get pendingCount(): number {
    return this.#pending.size;
  }

  /** Resolves when the requests so far have left this process, or never will. */
  async flushed(): Promise<void> {
    if (this.unsentBytes > 0 && !this.#endedBy)
      await new Promise<void>((resolve) => this.stream.write('', () => resolve()));
  }

  /** Bytes that were handed over and have not left the process. */
  get unsentBytes(): number {
    this.#outbox.flush();
    return this.stream.writableLength;
  }

  /** {@link send} as a promise; if `signal` aborts before the answer, it is cancelled and rejects with the reason. */
  request<M extends RequestMethod>(method: M, params: Params<M>, signal?: AbortSignal): Promise<Result<M>> {
    const send = (answered: Answered) => this.send(method, params, answered);
    return cancellable({ signal, method, send, cancel: (id) => this.cancel(id) });
  }

  /**
   * Sends a request; `before` gives lines that it refers to. Gives the id, for {@link cancel}. It is rejected with a
   * {@link RemoteError} if the peer answers with one, an `InvalidResultError` if the result is not as the method says,
   * a `NotSerializableError` if the params can't be JSON (nothing is sent then), a {@link ConnectionClosedError} if
   * the stream has ended, or what {@link close} was given.
   */
  send(method: RequestMethod, params: object, answered: Answered, before?: () => Buffer): number {
    const id = this.#pending.nextId();
    try {
      if (this.#endedBy) throw new ConnectionClosedError(method, this.#endedBy.error);
      const line = encodeMessage({ jsonrpc: '2.0', id, method, params });
      if (before) this.#outbox.addNow(before());
      this.#pending.add(id, method, answered);
      this.#outbox.add(line);
    } catch (error) {
      answered.reject(error as Error);
    }
    return id;
  }

  /** Nobody waits for the answer any more: the peer is told so, and what it answers is dropped. */
  cancel(id: MessageId): void {
    if (this.#pending.cancel(id)) this.notify('$/cancelRequest', { id });
  }

  notify<M extends NotificationMethod>(method: M, params: Params<M>): void {
    if (!this.#endedBy) this.#outbox.addNow(encodeMessage({ jsonrpc: '2.0', method, params }));
  }

  /** Rejects whatever is pending with `reason` and destroys the stream. */
  close(reason: Error): void {
    this.#endedBy ??= { error: reason };
    this.#pending.rejectAll(reason);
    this.#running.forEach((request) => request.abort(reason));
    this.stream.destroy();
  }

  #onEnd(error: Error | undefined): void {
    if (this.#endedBy) return;
    this.#endedBy = { error };
    this.#running.forEach((request) => request.abort(error));
    this.options.onEnd?.(error);
  }

  #onLine(line: Buffer): void {
    if (line.length === 0) return;
    const part = this.options.onPart && readPartLine(line);
    if (part) return this.options.onPart!(part.digest, part.json);
    let message: Message;
    try {
      message = parseMessage(line);
    } catch (error) {
      const { code, message: reason } = error as InvalidMessageError;
      return this.#onUnreadableLine(line, { code, message: reason });
    }
    if (isResponse(message)) return this.#onResponse(message, line);
    if (isRequest(message)) return this.#onRequest(message);
    this.#onNotification(message);
  }

  #onOversizedLine(start: Buffer, bytes: number): void {
    const limit = `the ${this.#splitter.maxLineBytes} that a message may have`;
    const message = `a line of ${bytes} bytes is longer than ${limit}: ${quoteBytes(start)}`;
    this.#onUnreadableLine(start, { code: RPC_ERROR_CODES.lineTooLong, message });
  }

  /** Fails the request that the line was or answered if that can be told. Otherwise tells the peer. */
  #onUnreadableLine(line: Buffer, error: RpcError): void {
    const subject = subjectOfUnreadable(line);
    if (subject?.isAnswer && this.#pending.reject(subject.id, new RemoteError(error))) return;
    this.#respond({ jsonrpc: '2.0', id: subject?.isAnswer === false ? subject.id : null, error });
    this.options.onProtocolError?.(new Error(error.message));
  }

  #onResponse(message: ResponseMessage, line: Buffer): void {
    const { id, error } = message;
    if (!error) this.options.onAnswer?.(message.result, line);
    const isKnown = error
      ? this.#pending.reject(id, new RemoteError(error))
      : this.#pending.resolve(id, message.result);
    if (isKnown || this.#pending.wasCancelled(id)) return;
    this.options.onProtocolError?.(new Error(`a response answers no pending request: ${quoteBytes(line)}`));
  }

  #onRequest(message: RequestMessage): void {
    const { id, params } = message;
    const { handler, error } = findHandler(message, this.options.handlers);
    if (error) return this.#respond({ jsonrpc: '2.0', id, error });
    const running = new RunningRequest();
    this.#running.set(id, running);
    runHandler(handler, params, running, (answer) => {
      this.#running.delete(id);
      this.#respond({ jsonrpc: '2.0', id, ...answer });
    });
  }

  #onNotification({ method, params }: NotificationMessage): void {
    if (!isMethod(method) || METHODS[method].kind !== 'notification') return;
    const complaint = complainAboutParams(method, params);
    if (complaint !== undefined) return this.options.onProtocolError?.(new Error(complaint));
    const part = params as Params<'part'>;
    if (method === 'part') this.options.onPart?.(part.digest, copyBuffer(stringifyJson(part.value)));
    else if (method === '$/cancelRequest') this.#running.get((params as { id: MessageId }).id)?.abort();
    else this.options.onNotification?.(method as NotificationMethod, params);
  }

  #respond(response: ResponseMessage): void {
    if (this.#endedBy) return;
    this.#outbox.add(encodeResponse(response));
  }
}
