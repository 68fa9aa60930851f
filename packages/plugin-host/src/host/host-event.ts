import type { LogLine, SerializedError } from '@plugin-isolation/plugin-worker';
import type { FileSnapshot } from '../files/file-snapshot';
import type { ComputedGraph } from '../schedule/compute-graph';
import type { WorkerStateEvent } from '../workers/worker-state-event';

/** What happened to the worker of a plugin, as plain data. */
export type SerializedWorkerEvent = Omit<WorkerStateEvent, 'error'> & { error?: SerializedError };

/** What happens in a host. Progress, `watch` and clients listen to it. */
export type HostEvent =
  /** A line that a plugin printed. */
  | { type: 'log'; line: LogLine }
  | { type: 'worker'; worker: SerializedWorkerEvent }
  /** A CPU profile of a plugin was written, or could not be. In the host's own process. */
  | { type: 'profile'; plugin: string; file: string; error?: Error }
  /** A sentence for a person who waits. */
  | { type: 'waiting'; sentence: string }
  /**
   * A graph was computed, or the last one is the answer again. In the host's own process, with the files that it was
   * computed from, and whether anybody waits for it.
   */
  | { type: 'graph'; computed: ComputedGraph; snapshot?: FileSnapshot; isAsked?: boolean }
  /** A graph could not be computed, or a request failed. */
  | { type: 'error'; error: Error };

export type HostListener = (event: HostEvent) => void;

/** Everybody who listens to one host. */
export class HostEvents {
  readonly #listeners: HostListener[] = [];

  listen(listener: HostListener): void {
    this.#listeners.push(listener);
  }

  tell(event: HostEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
