import { resultOf } from './connection-errors';
import type { MessageId } from './messages';
import type { RequestMethod } from './methods';

/** Who waits for the answer to a request. Exactly one of both is called, once. */
export interface Answered {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

interface Pending {
  method: RequestMethod;
  answered: Answered;
}

const REMEMBERED_CANCELLATIONS = 1000;

/** Requests that were sent and are not yet answered. */
export class PendingRequests {
  readonly #pending = new Map<MessageId, Pending>();
  readonly #cancelled = new Set<MessageId>();
  #lastId = 0;

  get size(): number {
    return this.#pending.size;
  }

  nextId(): number {
    return ++this.#lastId;
  }

  add(id: number, method: RequestMethod, answered: Answered): void {
    this.#pending.set(id, { method, answered });
  }

  /** False if nothing with this id is pending. */
  resolve(id: MessageId | null, result: unknown): boolean {
    const pending = this.#take(id);
    if (!pending) return false;
    try {
      pending.answered.resolve(resultOf(pending.method, result));
    } catch (error) {
      pending.answered.reject(error as Error);
    }
    return true;
  }

  reject(id: MessageId | null, error: Error): boolean {
    const pending = this.#take(id);
    pending?.answered.reject(error);
    return pending !== undefined;
  }

  rejectAll(error: Error): void {
    for (const id of [...this.#pending.keys()]) this.reject(id, error);
  }

  /** Nobody waits for it any more. False if nothing with this id is pending. */
  cancel(id: MessageId): boolean {
    if (!this.#take(id)) return false;
    this.#cancelled.add(id);
    if (this.#cancelled.size > REMEMBERED_CANCELLATIONS)
      this.#cancelled.delete(this.#cancelled.values().next().value as MessageId);
    return true;
  }

  /** Whether a late answer to `id` was to be expected: its request was cancelled. */
  wasCancelled(id: MessageId | null): boolean {
    return id !== null && this.#cancelled.delete(id);
  }

  #take(id: MessageId | null): Pending | undefined {
    if (id === null) return undefined;
    const pending = this.#pending.get(id);
    if (pending) this.#pending.delete(id);
    return pending;
  }
}
