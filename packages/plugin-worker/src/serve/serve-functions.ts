import { createServer, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { listen } from '../socket/listen';
import { UnauthenticatedPeers } from '../socket/unauthenticated-peers';
import { createSocketAddress, removeSocket } from '../socket/socket-address';
import { Connection } from '../protocol/connection';
import type { Params } from '../protocol/methods';

/** By name; each gets what it is called with, and `signal` aborts when the caller no longer waits. */
export type ServedFunctions = Record<string, (args: unknown[], signal: AbortSignal) => unknown>;

export interface FunctionServer {
  /** Path of the socket in a private directory, or name of a pipe. */
  readonly address: string;
  /** A caller must show it. */
  readonly token: string;
  /** How many callers are connected. */
  readonly callerCount: number;
  /** Tells every caller. One that has not read so much that it holds {@link MAX_UNREAD_BYTES} here is dropped. */
  emit: (name: string, payload: unknown) => void;
  /** Ends all connections. What they wait for fails there. */
  close(): Promise<void>;
}

const MAX_UNREAD_BYTES = 64 * 1024 * 1024;

/**
 * Serves functions to other processes of this user over a private socket, by the protocol that drives workers:
 * `authenticate`, `call`, and `event`. It keeps this process alive until it is closed.
 * @throws {Error} with the reason, if no socket can be made.
 */
export async function serveFunctions(functions: ServedFunctions): Promise<FunctionServer> {
  const place = createSocketAddress();
  if (place.address === null) throw new Error(place.reason);
  const { address } = place;
  const token = randomBytes(32).toString('hex');
  const callers = new Set<Connection>();
  const peers = new UnauthenticatedPeers(token, (socket) => serveCaller(socket, functions, callers));
  const server = createServer((socket) => peers.add(socket));
  await listen(server, address);
  return {
    address,
    token,
    get callerCount() {
      return callers.size;
    },
    emit: (name, payload) => {
      for (const caller of callers) emitTo(caller, name, payload);
    },
    close: async () => {
      peers.dropAll();
      for (const caller of callers) caller.close(new Error('the server was closed'));
      await new Promise((resolve) => server.close(resolve));
      removeSocket(address);
    },
  };
}

function serveCaller(socket: Socket, functions: ServedFunctions, callers: Set<Connection>): void {
  const connection = new Connection(socket, {
    handlers: {
      authenticate: () => ({ pid: process.pid }),
      call: (params, request) => {
        const { function: name, args } = params as Params<'call'>;
        if (!Object.hasOwn(functions, name)) throw new Error(`no function "${name}" is served here`);
        return functions[name](args, request.signal);
      },
    },
    onEnd: () => callers.delete(connection),
  });
  callers.add(connection);
}

function emitTo(caller: Connection, name: string, payload: unknown): void {
  if (caller.unsentBytes > MAX_UNREAD_BYTES) caller.close(new Error('it does not read'));
  else caller.notify('event', { name, payload });
}
