import { RemoteError } from './connection-errors';
import { RPC_ERROR_CODES } from './error-codes';
import { sliceText, stringifyJson } from './intrinsics';
import type { RequestMessage, ResponseMessage, RpcError } from './messages';
import { complainAboutParams, isMethod, type RequestMethod } from './methods';
import type { RunningRequest } from './running-request';
import { serializeError } from './serialize-error';

export type RequestHandler = (params: unknown, request: RunningRequest) => unknown;

/** The handler of a request whose params are as the method says, or why there is none. */
export function findHandler(
  { method, params }: RequestMessage,
  handlers: Partial<Record<RequestMethod, RequestHandler>> = {},
): { handler: RequestHandler; error?: undefined } | { handler?: undefined; error: RpcError } {
  const handler = isMethod(method) ? handlers[method as RequestMethod] : undefined;
  if (!handler) {
    const message = `there is no method ${stringifyJson(sliceText(method, 0, 120))}`;
    return { error: { code: RPC_ERROR_CODES.methodNotFound, message } };
  }
  const complaint = complainAboutParams(method as RequestMethod, params);
  return complaint === undefined
    ? { handler }
    : { error: { code: RPC_ERROR_CODES.invalidParams, message: complaint } };
}

type Answer = Pick<ResponseMessage, 'result' | 'error'>;

/**
 * Hands the answer to `respond`: what the handler gives, or what it throws. No promise of ours has `then` called on it,
 * and none resolves with an object: a plugin may have replaced `then`, or given all objects one.
 */
export function runHandler(
  handler: RequestHandler,
  params: unknown,
  request: RunningRequest,
  respond: (answer: Answer) => void,
): void {
  let result: unknown;
  try {
    result = handler(params, request);
  } catch (thrown) {
    return respond(answerOf(thrown));
  }
  if (mayBePromise(result)) void answerLater(result, respond);
  else respond({ result: result ?? null });
}

/** Whether it is one is left to `await`: a query that can be called has a `then`, too. */
function mayBePromise(result: unknown): result is object {
  return typeof result === 'function' || (typeof result === 'object' && result !== null);
}

async function answerLater(
  result: object | Promise<unknown>,
  respond: (answer: Answer) => void,
): Promise<void> {
  let answer: Answer;
  try {
    answer = { result: (await result) ?? null };
  } catch (thrown) {
    answer = answerOf(thrown);
  }
  respond(answer);
}

function answerOf(thrown: unknown): Answer {
  return { error: thrown instanceof RemoteError ? thrown.toRpcError() : pluginError(thrown) };
}

function pluginError(thrown: unknown): RpcError {
  const data = serializeError(thrown);
  return { code: RPC_ERROR_CODES.pluginError, message: data.message, data };
}
