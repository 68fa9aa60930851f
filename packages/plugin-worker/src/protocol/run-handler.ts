import { RemoteError } from './connection-errors';
import { RPC_ERROR_CODES } from './error-codes';
import type { ResponseMessage, RpcError } from './messages';
import { serializeError } from './serialize-error';

export type RequestHandler = (params: unknown, signal: AbortSignal) => unknown;

type Answer = Pick<ResponseMessage, 'result' | 'error'>;

/**
 * Hands the answer to `respond`: what the handler gives, or what it throws. No promise of ours has `then` called on it,
 * and none resolves with an object: a plugin may have replaced `then`, or given all objects one.
 */
export async function runHandler(
  handler: RequestHandler,
  params: unknown,
  signal: AbortSignal,
  respond: (answer: Answer) => void,
): Promise<void> {
  let answer: Answer;
  try {
    answer = { result: (await handler(params, signal)) ?? null };
  } catch (thrown) {
    answer = { error: thrown instanceof RemoteError ? thrown.toRpcError() : pluginError(thrown) };
  }
  respond(answer);
}

function pluginError(thrown: unknown): RpcError {
  const data = serializeError(thrown);
  return { code: RPC_ERROR_CODES.pluginError, message: data.message, data };
}
