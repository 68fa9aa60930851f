import type { Duplex } from 'node:stream';
import { ConnectionClosedError, RemoteError, resultOf } from './connection-errors';
import { RPC_ERROR_CODES } from './error-codes';
import { readPartLine } from './parts';
import { LineSplitter } from './framing';
import { AbortController, copyBuffer, Error, pin, stringifyJson } from './intrinsics';
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
import { PendingRequests } from './pending-requests';
import { encodeMessage, encodeResponse } from './encode';
import { findHandler, runHandler, type RequestHandler } from './run-handler';

export interface ConnectionOptions {
  /** Answers requests of the peer; a missing handler is answered with "method not found". */
  handlers?: Partial<Record<RequestMethod, RequestHandler>>;
  onNotification?(method: NotificationMethod, params: unknown): void;
  /** A part of the params of later requests. Its value is not parsed. */
  onPart?(digest: string, json: Buffer): void;
  /** An answer of the peer, and the line in which it came. */
  onAnswer?(result: unknown, line: Buffer): void;
  /** A line that is no message, or one that answers nothing: said once each, and the connection goes on. */
  onProtocolError?(error: Error): void;
  /**
   * The stream ended, or broke with an error. Pending requests stay pending until the owner ends them with {@link
   * Connection.close}.
   */
  onEnd?(error: Error | undefined): void;
  maxLineBytes?: number;
}

/**
 * A JSON-RPC 2.0 peer over any duplex stream, one message per line. It knows ids and methods; processes, timeouts and
 * restarts belong to its owner.
 */
export class Connection {
  readonly #pending = new PendingRequests();
  readonly #running = pin(new Map<MessageId, AbortController>(), 'get', 'set', 'delete', 'forEach');
  readonly #splitter: LineSplitter;
  #lastWrite = Promise.resolve();
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
  flushed(): Promise<void> {
    return this.#lastWrite;
  }

  /** Bytes that were handed over and have not left the process. */
  get unsentBytes(): number {
    return this.stream.writableLength;
  }

  /**
   * Sends a request and resolves with its result. `before` gives lines that it refers to.
   * @throws {RemoteError} when the peer answers with an error.
   * @throws {InvalidResultError} when its result has another shape than the method's.
   * @throws {NotSerializableError} when the params can't be turned into JSON; nothing is sent then.
   * @throws {ConnectionClosedError} when the stream has ended, or what {@link close} was given.
   */
  request<M extends RequestMethod>(
    method: M,
    params: Params<M>,
    signal?: AbortSignal,
    before?: () => Buffer,
  ): Promise<Result<M>> {
    if (this.#endedBy) return Promise.reject(new ConnectionClosedError(method, this.#endedBy.error));
    const { id, promise } = this.#pending.add(method, signal, () => this.notify('$/cancelRequest', { id }));
    try {
      const line = encodeMessage({ jsonrpc: '2.0', id, method, params });
      if (before) this.stream.write(before());
      this.#lastWrite = new Promise((resolve) => this.stream.write(line, () => resolve()));
    } catch (error) {
      this.#pending.reject(id, error as Error);
    }
    return promise.then((result) => resultOf(method, result));
  }

  notify<M extends NotificationMethod>(method: M, params: Params<M>): void {
    if (!this.#endedBy) this.stream.write(encodeMessage({ jsonrpc: '2.0', method, params }));
  }

  /** Rejects whatever is pending with `reason` and destroys the stream. */
  close(reason: Error): void {
    this.#endedBy ??= { error: reason };
    this.#pending.rejectAll(reason);
    this.#running.forEach((controller) => controller.abort(reason));
    this.stream.destroy();
  }

  #onEnd(error: Error | undefined): void {
    if (this.#endedBy) return;
    this.#endedBy = { error };
    this.#running.forEach((controller) => controller.abort(error));
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
    const controller = new AbortController();
    this.#running.set(id, controller);
    void runHandler(handler, params, controller.signal, (answer) => {
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
    this.stream.write(encodeResponse(response));
  }
}
