import { createServer, type Socket } from 'node:net';
import { Connection } from '../protocol/connection';
import type { Handlers } from './served';
import { listen } from '../socket/listen';
import { UnauthenticatedPeers } from '../socket/unauthenticated-peers';

export interface AcceptSettings {
  address: string;
  token: string;
  handlers: Handlers;
  onPart: (this: void, digest: string, json: Buffer) => void;
  onListening: () => void;
  /** The operating system refused the socket; `reason` is its errno name. */
  onRefused: (reason: string) => void;
  onHost(connection: Connection): void;
  onEnd(error: Error | undefined): void;
}

/**
 * Serves the first peer that shows the token, and no other. The socket file is gone once that host is connected. The
 * result ends the waiting for it.
 */
export function acceptHost(settings: AcceptSettings): () => void {
  const close = () => {
    server.close();
    peers.dropAll();
  };
  const peers = new UnauthenticatedPeers(settings.token, (socket) => {
    close();
    serveHost(socket, settings);
  });
  const server = createServer((socket) => peers.add(socket));
  listen(server, settings.address).then(settings.onListening, (error: NodeJS.ErrnoException) => {
    server.close();
    settings.onRefused(error.code ?? error.message);
  });
  return close;
}

function serveHost(socket: Socket, settings: AcceptSettings): void {
  const handlers = { ...settings.handlers, authenticate: () => ({ pid: process.pid }) };
  const { onPart } = settings;
  settings.onHost(new Connection(socket, { handlers, onPart, onEnd: (error) => settings.onEnd(error) }));
}
