import type { MessageId } from './messages';

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

const REMEMBERED_CANCELLATIONS = 1000;

/** Requests that were sent and are not yet answered. Each is settled exactly once. */
export class PendingRequests {
  readonly #pending = new Map<MessageId, Pending>();
  readonly #cancelled = new Set<MessageId>();
  #lastId = 0;

  get size(): number {
    return this.#pending.size;
  }

  /** `onCancel` runs when `signal` aborts before the answer; the promise rejects with the signal's reason then. */
  add(
    method: string,
    signal: AbortSignal | undefined,
    onCancel: () => void,
  ): { id: number; promise: Promise<unknown> } {
    const id = ++this.#lastId;
    const promise = new Promise<unknown>((resolve, reject) => {
      const cancel = () => {
        if (!this.reject(id, toError(signal?.reason, method))) return;
        this.#rememberCancelled(id);
        onCancel();
      };
      const settle =
        <A>(settleWith: (value: A) => void) =>
        (value: A) => {
          signal?.removeEventListener('abort', cancel);
          settleWith(value);
        };
      this.#pending.set(id, { resolve: settle(resolve), reject: settle(reject) });
      if (signal?.aborted) queueMicrotask(cancel);
      else signal?.addEventListener('abort', cancel, { once: true });
    });
    return { id, promise };
  }

  /** False if nothing with this id is pending. */
  resolve(id: MessageId | null, result: unknown): boolean {
    const pending = this.#take(id);
    pending?.resolve(result);
    return pending !== undefined;
  }

  reject(id: MessageId | null, error: Error): boolean {
    const pending = this.#take(id);
    pending?.reject(error);
    return pending !== undefined;
  }

  rejectAll(error: Error): void {
    for (const id of [...this.#pending.keys()]) this.reject(id, error);
  }

  /** Whether a late answer to `id` was to be expected: its request was cancelled. */
  wasCancelled(id: MessageId | null): boolean {
    return id !== null && this.#cancelled.delete(id);
  }

  #take(id: MessageId | null): Pending | undefined {
    if (id === null) return undefined;
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #rememberCancelled(id: number): void {
    this.#cancelled.add(id);
    if (this.#cancelled.size > REMEMBERED_CANCELLATIONS) {
      this.#cancelled.delete(this.#cancelled.values().next().value as MessageId);
    }
  }
}

function toError(reason: unknown, method: string): Error {
  return reason instanceof Error ? reason : new Error(`${method} was aborted`, { cause: reason });
}
