import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { Connection } from '../protocol/connection';
import type { ConnectionOptions } from '../protocol/connection-options';
import { PROTOCOL_VERSION } from '../protocol/methods';
import { Deferred } from '../protocol/deferred';
import type { LoadedFiles } from '../protocol/loaded-files';
import type { FatalParams, ReadyParams, WorkerEvent } from '../protocol/types';
import { openSocket } from '../socket/open-socket';
import { createSocketAddress, removeSocket } from '../socket/socket-address';
import { settledWithin } from '../process/settled-within';
import type { WorkerClient } from './worker-client';

const EXIT_FOLLOWS_MS = 300;

/** A host that was blocked for too long was dropped as an unauthenticated peer, and tries again. */
const CONNECT_ATTEMPTS = 3;

/** `socket` refuses to fall back, `lifeline` never tries a socket, `auto` takes what works. */
export type Transport = 'auto' | 'socket' | 'lifeline';

export interface ConnectSettings {
  transport: Transport;
  onEvent?: ((event: WorkerEvent) => void) | undefined;
  onLastFiles?: ((files: LoadedFiles) => void) | undefined;
  onAnswer?: ((answer: unknown, line: Buffer) => void) | undefined;
}

/**
 * Greets a new worker over its lifeline, waits for its *ready*, and opens the connection for requests. That is the
 * worker's socket, or the lifeline itself if the worker may not listen or this process can't connect.
 */
export async function connectWorker(
  client: WorkerClient,
  settings: ConnectSettings,
  signal: AbortSignal,
): Promise<void> {
  const { transport } = settings;
  const token = randomBytes(32).toString('hex');
  const socketAddress = transport === 'lifeline' ? NO_SOCKET_WANTED : createSocketAddress();
  const { address } = socketAddress;
  // A worker that is killed before it is connected does not remove its own.
  if (address !== null) void client.process.exited.then(() => removeSocket(address));
  const options = connectionOptions(client, settings);
  const lifeline = openLifeline(client, options);
  lifeline.connection.notify('hello', { token, protocol: PROTOCOL_VERSION, address });
  const ready = await lifeline.ready;
  signal.throwIfAborted();
  checkReady(ready, address);
  client.connection = lifeline.connection;
  if (address !== null && ready.address !== null) {
    const connected = await connectSocket(client, { address, token, options, transport });
    if (connected) client.connection = connected;
  } else if (transport === 'socket') {
    const reason = address === null ? socketAddress.reason : ready.reason;
    throw new Error(`it may not listen on a socket (${reason})`);
  }
}

const NO_SOCKET_WANTED = { address: null, reason: 'no socket was wanted' } as const;

/** The worker is told at which address to listen. Another address is not ours, and gets no token. */
function checkReady(ready: ReadyParams, address: string | null): void {
  if (ready.protocol !== PROTOCOL_VERSION) {
    throw new Error(
      `it speaks version ${ready.protocol} of the protocol, and this host version ${PROTOCOL_VERSION}`,
    );
  }
  if (ready.address !== null && ready.address !== address)
    throw new Error(`it listens at ${ready.address} and not where it was told to`);
}

function connectionOptions(
  client: WorkerClient,
  { onEvent, onLastFiles, onAnswer }: ConnectSettings,
): ConnectionOptions {
  return {
    ...(onAnswer && { onAnswer }),
    onNotification: (method, params) => {
      if (method === 'event') onEvent?.(params as WorkerEvent);
      else if (method === 'lastFiles') onLastFiles?.(params as LoadedFiles);
    },
    onEnd: () => client.onConnectionEnd(),
  };
}

function openLifeline(client: WorkerClient, options: ConnectionOptions) {
  const ready = new Deferred<ReadyParams>();
  const connection: Connection = new Connection(client.process.lifeline, {
    ...options,
    // A plugin may have closed it; what is called then goes over its socket as before.
    onEnd: (error) => {
      if (client.isConnectedBy(connection)) options.onEnd?.(error);
    },
    onNotification: (method, params) => {
      if (method === 'ready') ready.resolve(params as ReadyParams);
      else if (method === 'fatal') client.fatal = params as FatalParams;
      else options.onNotification?.(method, params);
    },
  });
  return { connection, ready: ready.promise };
}

interface SocketSettings extends Pick<ConnectSettings, 'transport'> {
  address: string;
  token: string;
  options: ConnectionOptions;
}

/** `undefined` if the socket can't be used and the lifeline may be. */
async function connectSocket(
  client: WorkerClient,
  { address, token, options, transport }: SocketSettings,
): Promise<Connection | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      const socket = await openSocket(address);
      client.process.addRefable(socket);
      return await authenticate(socket, token, options);
    } catch (error) {
      // A worker that died is reported as that, not as a refused connection.
      const hasExited = await settledWithin(client.process.exited, EXIT_FOLLOWS_MS);
      if (hasExited) throw error;
      if (attempt < CONNECT_ATTEMPTS) continue;
      if (transport === 'socket') throw error;
      return undefined;
    }
  }
}

async function authenticate(socket: Socket, token: string, options: ConnectionOptions): Promise<Connection> {
  let isAdmitted = false;
  const connection: Connection = new Connection(socket, {
    ...options,
    onEnd: (error) => {
      if (isAdmitted) options.onEnd?.(error);
      else connection.close(new Error('it dropped the connection', { cause: error }));
    },
  });
  await connection.request('authenticate', { token, protocol: PROTOCOL_VERSION });
  isAdmitted = true;
  return connection;
}
