import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { Connection, type ConnectionOptions } from '../protocol/connection';
import { PROTOCOL_VERSION, type Params } from '../protocol/methods';
import type { FatalParams, ReadyParams, WorkerEvent } from '../types';
import { createSocketAddress } from './socket-address';
import { settledWithin, type WorkerClient } from './worker-client';

const EXIT_FOLLOWS_MS = 300;

/** `socket` refuses to fall back, `lifeline` never tries a socket, `auto` takes what works. */
export type Transport = 'auto' | 'socket' | 'lifeline';

export interface ConnectSettings {
  transport: Transport;
  onEvent?: ((event: WorkerEvent) => void) | undefined;
}

/**
 * Greets a fresh worker over its lifeline, waits for its *ready*, and opens the connection that requests go over: its socket,
 * or the lifeline itself where the worker may not listen.
 */
export async function connectWorker(
  client: WorkerClient,
  settings: ConnectSettings,
  signal: AbortSignal,
): Promise<void> {
  const token = randomBytes(32).toString('hex');
  const address = settings.transport === 'lifeline' ? null : createSocketAddress();
  const options = connectionOptions(client, settings);
  const lifeline = openLifeline(client, options);
  lifeline.connection.notify('hello', { token, protocol: PROTOCOL_VERSION, address });
  const ready = await lifeline.ready;
  signal.throwIfAborted();
  if (ready.protocol !== PROTOCOL_VERSION) {
    throw new Error(
      `it speaks version ${ready.protocol} of the protocol, and this host version ${PROTOCOL_VERSION}`,
    );
  }
  if (ready.address === null) {
    if (settings.transport === 'socket')
      throw new Error(`it may not listen on a socket (${ready.reason ?? 'no address'})`);
    client.connection = lifeline.connection;
    return;
  }
  const socket = await connectSocket(ready.address).catch(async (error: unknown) => {
    // A worker that died is reported as that, not as a refused connection.
    await settledWithin(client.process.exited, EXIT_FOLLOWS_MS);
    throw error;
  });
  client.process.addRefable(socket);
  client.connection = await authenticate(socket, token, options);
}

function connectionOptions(client: WorkerClient, { onEvent }: ConnectSettings): ConnectionOptions {
  return {
    onNotification: (method, params) => {
      if (method === 'event') onEvent?.(params as WorkerEvent);
    },
    onEnd: () => client.onConnectionEnd(),
  };
}

function openLifeline(client: WorkerClient, options: ConnectionOptions) {
  let onReady!: (params: Params<'ready'>) => void;
  const ready = new Promise<ReadyParams>((resolve) => {
    onReady = resolve;
  });
  const connection = new Connection(client.process.lifeline, {
    ...options,
    onNotification: (method, params) => {
      if (method === 'ready') onReady(params as ReadyParams);
      else if (method === 'fatal') client.fatal = params as FatalParams;
      else options.onNotification?.(method, params);
    },
  });
  return { connection, ready };
}

function connectSocket(address: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    socket.once('error', reject).once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

async function authenticate(socket: Socket, token: string, options: ConnectionOptions): Promise<Connection> {
  const connection = new Connection(socket, options);
  await connection.request('authenticate', { token, protocol: PROTOCOL_VERSION });
  return connection;
}
