import { AbortController } from './intrinsics';

/** A request that is being answered here. Most handlers never ask whether somebody still waits for it. */
export class RunningRequest {
  #controller: InstanceType<typeof AbortController> | undefined;
  #end: { reason: unknown } | undefined;

  /** Aborts if the peer cancels the request, or the connection ends. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#end) this.#controller.abort(this.#end.reason);
    }
    return this.#controller.signal;
  }

  abort(reason?: unknown): void {
    this.#end ??= { reason };
    this.#controller?.abort(reason);
  }
}
