import type { Socket } from 'node:net';
import { openSocket } from '../socket/open-socket';
import { RemoteError } from '../protocol/connection-errors';
import { Connection } from '../protocol/connection';
import { Deferred } from '../protocol/deferred';
import { PROTOCOL_VERSION } from '../protocol/methods';
import { reviveError } from '../protocol/revive-error';
import type { WorkerEvent } from '../protocol/types';

export interface ConnectFunctionsOptions {
  address: string;
  token: string;
  onEvent?: (event: WorkerEvent) => void;
  /** Gets each answer, and the line in which it came. */
  onAnswer?: (answer: unknown, line: Buffer) => void;
  /** Aborting it gives up a connection that is not answered. */
  signal?: AbortSignal;
}

/** What another process serves with `serveFunctions`. It holds this process alive only while a call is pending. */
export interface FunctionClient {
  readonly isOpen: boolean;
  /** Resolves when the other side is gone, or {@link close} was called. */
  readonly ended: Promise<void>;
  /** Rejects with what the function threw, or with what `endError` makes if the other side ended. */
  call(name: string, args: unknown[], endError: () => Error): Promise<unknown>;
  close(): void;
}

/**
 * Connects to what another process serves.
 * @throws {Error} if nobody listens at the address, or the token is refused.
 */
export async function connectFunctions(options: ConnectFunctionsOptions): Promise<FunctionClient> {
  const socket = await openSocket(options.address);
  const client = new Client(socket, options);
  const giveUp = () => client.close();
  options.signal?.addEventListener('abort', giveUp, { once: true });
  await client.authenticate(options.token);
  options.signal?.removeEventListener('abort', giveUp);
  return client;
}

class Client implements FunctionClient {
  isOpen = true;
  readonly #connection: Connection;
  readonly #ended = new Deferred();
  readonly ended = this.#ended.promise;
  #pendingCount = 0;

  constructor(
    private readonly socket: Socket,
    { onEvent, onAnswer }: ConnectFunctionsOptions,
  ) {
    this.#connection = new Connection(socket, {
      ...(onAnswer && { onAnswer }),
      onNotification: (method, params) => {
        if (method === 'event') onEvent?.(params as WorkerEvent);
      },
      onEnd: () => this.close(),
    });
  }

  async authenticate(token: string): Promise<void> {
    const refused = () => new Error('it dropped the connection');
    await this.#held(
      refused,
      this.#connection.request('authenticate', { token, protocol: PROTOCOL_VERSION }),
    );
  }

  call(name: string, args: unknown[], endError: () => Error): Promise<unknown> {
    return this.#held(endError, this.#connection.request('call', { function: name, args }));
  }

  close(): void {
    this.isOpen = false;
    this.#connection.close(new Error('the connection has ended'));
    this.#ended.resolve();
  }

  async #held<T>(endError: () => Error, work: Promise<T>): Promise<T> {
    if (++this.#pendingCount === 1) this.socket.ref();
    try {
      return await work;
    } catch (error) {
      if (!this.isOpen) throw endError();
      throw error instanceof RemoteError && error.data ? reviveError(error.data) : error;
    } finally {
      if (--this.#pendingCount === 0) this.socket.unref();
    }
  }
}
