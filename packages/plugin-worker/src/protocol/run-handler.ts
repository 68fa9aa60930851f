import { RemoteError } from './connection-errors';
import { RPC_ERROR_CODES } from './error-codes';
import type { ResponseMessage, RpcError } from './messages';
import { serializeError } from './serialize-error';

export type RequestHandler = (params: unknown, signal: AbortSignal) => unknown;

type Answer = Pick<ResponseMessage, 'result' | 'error'>;

/** Never rejects: what the handler throws is its answer. */
export async function runHandler(
  handler: RequestHandler,
  params: unknown,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    return { result: (await handler(params, signal)) ?? null };
  } catch (thrown) {
    return { error: thrown instanceof RemoteError ? thrown.toRpcError() : pluginError(thrown) };
  }
}

function pluginError(thrown: unknown): RpcError {
  const data = serializeError(thrown);
  return { code: RPC_ERROR_CODES.pluginError, message: data.message, data };
}
