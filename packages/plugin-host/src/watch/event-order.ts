import type { WatchEvent } from './watch-event';

/** Tells events in their order. A graph may be held back: it is told after a while, or before the next event. */
export class EventOrder {
  /** When it was told last what came of a computation. `Infinity` while that is held back, and before the first. */
  toldAtMs = Infinity;
  #held: WatchEvent[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly onEvent: (event: WatchEvent) => void) {}

  tell(event: WatchEvent): void {
    this.release();
    if (event.event === 'graph' || event.event === 'failed') this.toldAtMs = Date.now();
    this.onEvent(event);
  }

  hold(events: WatchEvent[], forMs: number): void {
    this.release();
    this.#held = events;
    this.toldAtMs = Infinity;
    this.#timer = setTimeout(() => this.release(), forMs);
  }

  /** Tells what is held back. */
  release(): void {
    clearTimeout(this.#timer);
    for (const event of this.#held.splice(0)) this.tell(event);
  }
}
