import type { RpcError } from './messages';
import { METHODS, type RequestMethod, type Result } from './methods';
import { isSerializedError } from './revive-error';

/** The peer answered with an error. `data` holds what it threw; whatever else stands there is left out. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  readonly code: number;
  readonly data: RpcError['data'];
  constructor(private readonly error: RpcError) {
    super(error.message);
    this.code = error.code;
    this.data = isSerializedError(error.data) ? error.data : undefined;
  }

  toRpcError(): RpcError {
    return this.error;
  }
}

/** A value can't be turned into one JSON line. Only the request that carries it fails. */
export class NotSerializableError extends Error {
  override readonly name = 'NotSerializableError';
  readonly code = 'NOT_SERIALIZABLE';
}

/** The peer's result has not the shape that the method table says. */
export class InvalidResultError extends Error {
  override readonly name = 'InvalidResultError';
  readonly code = 'INVALID_RESULT';
  constructor(method: string) {
    super(`the result of ${method} has another shape than the protocol says`);
  }
}

/** @throws {InvalidResultError} if it is not as the method table says. */
export function resultOf<M extends RequestMethod>(method: M, result: unknown): Result<M> {
  if (METHODS[method].result?.(result) === false) throw new InvalidResultError(method);
  return result as Result<M>;
}

/** The stream had ended before the request was sent. */
export class ConnectionClosedError extends Error {
  override readonly name = 'ConnectionClosedError';
  readonly code = 'CONNECTION_CLOSED';
  constructor(method: string, cause: Error | undefined) {
    super(`${method} can't be sent: the connection is closed`, { cause });
  }
}
