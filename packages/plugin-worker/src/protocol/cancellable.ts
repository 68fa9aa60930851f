import type { Answered } from './pending-requests';

interface Cancellable {
  signal: AbortSignal | undefined;
  /** What was asked for; for the error if `signal` aborts with something that is none. */
  method: string;
  /** Gives the id that {@link cancel} takes. */
  send: (answered: Answered) => number;
  cancel: (id: number) => void;
}

/** A request as a promise. It rejects with the reason of `signal` if that aborts before the answer. */
export function cancellable<T>({ signal, method, send, cancel }: Cancellable): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      cancel(id);
      reject(toError(signal?.reason, method));
    };
    const settle = () => signal?.removeEventListener('abort', onAbort);
    const id = send({
      resolve: (result) => {
        settle();
        resolve(result as T);
      },
      reject: (error) => {
        settle();
        reject(error);
      },
    });
    if (signal?.aborted) queueMicrotask(onAbort);
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}

function toError(reason: unknown, method: string): Error {
  return reason instanceof Error ? reason : new Error(`${method} was aborted`, { cause: reason });
}
