import type { HostEvent, SerializedWorkerEvent } from '../host/host-event';
import type { WorkerLife } from './report';

interface Seen {
  worker: SerializedWorkerEvent;
  /** Milliseconds since 1970. */
  at: number;
}

/** Notes when the workers of a host start, are ready and end. */
export class WorkerLives {
  readonly #seen: Seen[] = [];

  readonly listen = (event: HostEvent): void => {
    if (event.type === 'worker') this.note(event.worker, performance.timeOrigin + performance.now());
  };

  note(worker: SerializedWorkerEvent, at: number): void {
    this.#seen.push({ worker, at });
  }

  /**
   * Those that loaded after `startedAt`, in milliseconds since 1970, in the order in which they were started. A host
   * that is served may have started some before.
   */
  since(startedAt: number): WorkerLife[] {
    const lives: WorkerLife[] = [];
    for (const { worker, at } of this.#seen) addTo(lives, worker, at - startedAt);
    return lives
      .filter(({ readyMs, endMs }) => (readyMs ?? endMs ?? 0) >= 0)
      .sort((left, right) => left.startMs - right.startMs);
  }
}

/** What started is told again, with its duration, when it is ready or has failed. */
function addTo(lives: WorkerLife[], event: SerializedWorkerEvent, ms: number): void {
  if (event.type === 'starting') return;
  const { plugin, generation } = event;
  if (event.type === 'ready') {
    lives.push({ plugin, generation, pid: event.pid, startMs: ms - event.elapsedMs, readyMs: ms });
  } else if (event.type === 'failed') {
    lives.push({ plugin, generation, startMs: ms - event.elapsedMs, endMs: ms, error: event.error });
  } else {
    const life = lives.find((each) => each.pid === event.pid);
    if (!life) return;
    life.endMs = ms;
    if (event.type === 'crashed') life.error = event.error;
  }
}
