import { chmodSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { Connection, type RequestHandler } from '../protocol/connection';
import { PROTOCOL_VERSION, type Params } from '../protocol/methods';
import type { Handlers } from './handlers';

export interface AcceptSettings {
  address: string;
  token: string;
  handlers: Handlers;
  onListening: () => void;
  /** The operating system refused the socket; `reason` is its errno name. */
  onRefused: (reason: string) => void;
  onHost(connection: Connection): void;
  onEnd(): void;
}

/** A line of a peer that has not shown the token yet. */
const MAX_STRANGER_LINE_BYTES = 4096;

/** Serves whoever shows the token first, and then nobody else: the socket file is gone once the host is connected. */
export function acceptHost(settings: AcceptSettings): void {
  const { address, onListening, onRefused } = settings;
  const server = createServer((socket) => serveSocket(socket, settings, () => server.close()));
  server.once('error', (error: NodeJS.ErrnoException) => onRefused(error.code ?? error.message));
  server.listen(address, () => {
    if (process.platform !== 'win32') chmodSync(address, 0o600);
    onListening();
  });
}

function serveSocket(socket: Socket, settings: AcceptSettings, onAccepted: () => void): void {
  let isHost = false;
  const drop = () => socket.destroy();
  const guard =
    (handler: RequestHandler): RequestHandler =>
    (params, signal) =>
      isHost ? handler(params, signal) : drop();
  const handlers: Record<string, RequestHandler> = {};
  for (const [method, handler] of Object.entries(settings.handlers)) handlers[method] = guard(handler);
  handlers['authenticate'] = (params) => {
    const { token, protocol } = params as Params<'authenticate'>;
    if (!isSameToken(token, settings.token) || protocol !== PROTOCOL_VERSION) return drop();
    isHost = true;
    connection.acceptLongLines();
    settings.onHost(connection);
    onAccepted();
    return { pid: process.pid };
  };
  const connection = new Connection(socket, {
    handlers,
    maxLineBytes: MAX_STRANGER_LINE_BYTES,
    onProtocolError: () => !isHost && drop(),
    onEnd: () => isHost && settings.onEnd(),
  });
}

/** Compares without telling by its time how many characters were right. */
function isSameToken(shown: unknown, token: string): boolean {
  if (typeof shown !== 'string' || shown.length !== token.length) return false;
  let difference = 0;
  for (let i = 0; i < token.length; i++) difference |= shown.charCodeAt(i) ^ token.charCodeAt(i);
  return difference === 0;
}
