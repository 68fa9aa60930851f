import { RPC_ERROR_CODES } from './error-codes';
import { decode, isArray, match, parseJson, stringifyJson, subBuffer } from './intrinsics';
import type { SerializedError } from './serialize-error';

export type MessageId = number | string;

export interface RequestMessage {
  jsonrpc: '2.0';
  id: MessageId;
  method: string;
  params?: unknown;
}

export interface NotificationMessage {
  jsonrpc: '2.0';
  method: string;
  params?: unknown;
}

export interface RpcError {
  code: number;
  message: string;
  data?: SerializedError;
}

export interface ResponseMessage {
  jsonrpc: '2.0';
  id: MessageId | null;
  result?: unknown;
  error?: RpcError;
}

export type Message = RequestMessage | NotificationMessage | ResponseMessage;

const QUOTED_CHARACTERS = 120;

/** A line that is no JSON-RPC message. `code` is the JSON-RPC code that fits it; the message quotes the line. */
export class InvalidMessageError extends Error {
  override readonly name = 'InvalidMessageError';
  constructor(
    readonly code: number,
    reason: string,
    line: Buffer,
  ) {
    super(`${reason}: ${quoteBytes(line)}`);
  }
}

/** The start of a line as text that is safe to print, and its length in bytes. */
export function quoteBytes(line: Buffer): string {
  const start = decode(subBuffer(line, 0, QUOTED_CHARACTERS), 'utf8');
  return `${stringifyJson(start)}${line.length > QUOTED_CHARACTERS ? '…' : ''} (${line.length} bytes)`;
}

/** @throws {InvalidMessageError} when the line is not one JSON-RPC 2.0 message. */
export function parseMessage(line: Buffer): Message {
  let value: unknown;
  try {
    value = parseJson(decode(line, 'utf8'));
  } catch {
    throw new InvalidMessageError(RPC_ERROR_CODES.parseError, 'a line is not JSON', line);
  }
  if (!isMessage(value)) {
    throw new InvalidMessageError(
      RPC_ERROR_CODES.invalidRequest,
      'a line is not a JSON-RPC 2.0 message',
      line,
    );
  }
  return value;
}

function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null || isArray(value)) return false;
  const message = value as Partial<RequestMessage & ResponseMessage>;
  if (message.jsonrpc !== '2.0') return false;
  if (message.id !== undefined && message.id !== null && !isMessageId(message.id)) return false;
  if ('method' in message) return typeof message.method === 'string' && message.id !== null;
  if (message.id === undefined) return false;
  return (
    'result' in message !== 'error' in message && (message.error === undefined || isRpcError(message.error))
  );
}

export function isMessageId(id: unknown): id is MessageId {
  return typeof id === 'number' || typeof id === 'string';
}

function isRpcError(error: unknown): error is RpcError {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message } = error as Partial<RpcError>;
  return typeof code === 'number' && typeof message === 'string';
}

export function isResponse(message: Message): message is ResponseMessage {
  return !('method' in message);
}

export function isRequest(message: Message): message is RequestMessage {
  return 'method' in message && 'id' in message;
}

/** How far into a line that can't be read an id is looked for. */
const SEARCHED_BYTES = 4096;
const SUBJECT = /\{"jsonrpc":"2\.0","id":(\d+),"(method|result|error)":/;

/**
 * What a line that can't be read is about. Every sender writes `jsonrpc` and `id` first, then `method`, `result` or
 * `error`. So such a line fails the one request that it is or answers, and no other.
 */
export function subjectOfUnreadable(line: Buffer): { id: number; isAnswer: boolean } | undefined {
  const found = match(SUBJECT, decode(subBuffer(line, 0, SEARCHED_BYTES), 'latin1'));
  return found ? { id: +found[1], isAnswer: found[2] !== 'method' } : undefined;
}
