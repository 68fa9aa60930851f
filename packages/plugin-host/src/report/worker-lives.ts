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

  /** Those that were there after `startedAt`, in milliseconds since 1970, in the order in which they were started. */
  since(startedAt: number): WorkerLife[] {
    const lives: WorkerLife[] = [];
    for (const { worker, at } of this.#seen) addTo(lives, worker, at - startedAt);
    return lives
      .filter(({ endMs = Infinity }) => endMs >= 0)
      .sort((left, right) => left.startMs - right.startMs);
  }
}

/** What started is told again, with its duration, when it is ready or has failed. */
function addTo(lives: WorkerLife[], event: SerializedWorkerEvent, ms: number): void {
  const { type, plugin, generation, pid, elapsedMs = 0, error } = event;
  if (type === 'ready' || type === 'failed') {
    const end = type === 'ready' ? { readyMs: ms } : { endMs: ms };
    const process = pid === undefined ? {} : { pid };
    lives.push({ plugin, generation, ...process, startMs: ms - elapsedMs, ...end, ...(error && { error }) });
    return;
  }
  const life = pid === undefined ? undefined : lives.find((each) => each.pid === pid);
  if (!life || type === 'starting') return;
  life.endMs = ms;
  if (error) life.error = error;
}
