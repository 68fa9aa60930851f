import type { Socket } from 'node:net';
import { isRequest, parseMessage } from '../protocol/messages';
import { PROTOCOL_VERSION, complainAboutParams, type Params } from '../protocol/methods';

/** Longest first line of a peer that has not shown the token. */
export const MAX_UNAUTHENTICATED_LINE_BYTES = 4096;
/** So many may be connected at the same time; one more costs the one that has waited longest its place. */
export const MAX_UNAUTHENTICATED_PEERS = 32;
/** Time from the connect to the whole first line. A host that was too slow because it was blocked connects again. */
export const UNAUTHENTICATED_MS = 2000;

const NEWLINE = 0x0a;

/** Peers that have not shown the token yet. They get no answer: the first line admits the host, or drops the peer. */
export class UnauthenticatedPeers {
  /** Each with what gives up its place; in the order in which they came. */
  readonly #leave = new Map<Socket, () => void>();

  constructor(
    private readonly token: string,
    private readonly onHost: (socket: Socket) => void,
  ) {}

  add(socket: Socket): void {
    if (this.#leave.size >= MAX_UNAUTHENTICATED_PEERS) this.#drop(this.#leave.keys().next().value!);
    const drop = () => this.#drop(socket);
    const received: Buffer[] = [];
    let bytes = 0;
    const onData = (chunk: Buffer) => {
      received.push(chunk);
      bytes += chunk.length;
      if (chunk.includes(NEWLINE)) this.#decide(socket, Buffer.concat(received));
      else if (bytes > MAX_UNAUTHENTICATED_LINE_BYTES) drop();
    };
    const timer = setTimeout(drop, UNAUTHENTICATED_MS).unref();
    this.#leave.set(socket, () => {
      clearTimeout(timer);
      socket.off('data', onData).off('close', drop);
    });
    // A reset by the peer is followed by the close.
    socket
      .on('error', () => undefined)
      .on('data', onData)
      .on('close', drop);
  }

  dropAll(): void {
    for (const socket of [...this.#leave.keys()]) this.#drop(socket);
  }

  #decide(socket: Socket, received: Buffer): void {
    const line = received.subarray(0, received.indexOf(NEWLINE));
    if (line.length > MAX_UNAUTHENTICATED_LINE_BYTES || !isHost(line, this.token)) return this.#drop(socket);
    this.#forget(socket);
    socket.unshift(received);
    this.onHost(socket);
  }

  #forget(socket: Socket): void {
    this.#leave.get(socket)?.();
    this.#leave.delete(socket);
  }

  #drop(socket: Socket): void {
    this.#forget(socket);
    socket.destroy();
  }
}

/** Whether a first line is the request that only the host can send. */
function isHost(line: Buffer, token: string): boolean {
  try {
    const message = parseMessage(line);
    if (!isRequest(message) || message.method !== 'authenticate') return false;
    if (complainAboutParams('authenticate', message.params) !== undefined) return false;
    const shown = message.params as Params<'authenticate'>;
    return isSameToken(shown.token, token) && shown.protocol === PROTOCOL_VERSION;
  } catch {
    return false;
  }
}

/** Compares without telling by its time how many characters were right. */
function isSameToken(shown: string, token: string): boolean {
  if (shown.length !== token.length) return false;
  let difference = 0;
  for (let i = 0; i < token.length; i++) difference |= shown.charCodeAt(i) ^ token.charCodeAt(i);
  return difference === 0;
}
