/** Where a worker is in its life. One place moves it. */
export type WorkerState = 'starting' | 'ready' | 'draining' | 'stopped' | 'failed';

const NEXT: Record<WorkerState, readonly WorkerState[]> = {
  starting: ['ready', 'draining', 'stopped', 'failed'],
  ready: ['draining', 'stopped', 'failed'],
  draining: ['stopped', 'failed'],
  stopped: [],
  failed: [],
};

export class WorkerLifecycle {
  #state: WorkerState = 'starting';

  get state(): WorkerState {
    return this.#state;
  }

  /** Moves to `next` if that is a legal step; says whether it was. */
  moveTo(next: WorkerState): boolean {
    const isLegal = NEXT[this.#state].includes(next);
    if (isLegal) this.#state = next;
    return isLegal;
  }

  get isOver(): boolean {
    return this.#state === 'stopped' || this.#state === 'failed';
  }
}
