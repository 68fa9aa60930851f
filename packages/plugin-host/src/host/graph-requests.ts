import { setTimeout } from 'node:timers/promises';
import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import type { HookTiming } from '../hooks/layers/timed';
import { Attempts } from '../schedule/attempts';
import type { FileSnapshot } from '../files/file-snapshot';
import type { Computation } from '../schedule/compute-graph';
import { Computations } from '../schedule/computations';
import type { Graphs } from '../schedule/graphs';
import { momentOf, type Asked } from '../timing/asked';
import type { HostEvents } from './host-event';

/** Time to send an answer in. */
const SENDING_MS = 100;
/** Who asks again at once has no use for what is done later. */
const SETTLING_MS = 1000;

/** The requests for graphs of a host. Counts, keeps and tells what came of them. */
export class GraphRequests {
  /** Graphs that were computed so far. */
  count = 0;
  /** Why the last graph could not be computed. */
  lastError: Error | undefined;
  /** Of the last graph: when each hook ran, or that it did not, and why. */
  lastHooks: HookTiming[] | undefined;
  /** The one that was computed last. */
  lastGraph: ProjectGraph | undefined;
  readonly #attempts: Attempts<Computation>;
  #answering: Promise<unknown> = Promise.resolve();
  /** What the graph before has left to be done. */
  #settling: (() => Promise<void>) | undefined;
  /** Whether anything was seen to change since the running computation began. */
  #hasChanged = false;
  readonly #computations = new Computations(() => this.#run(), {
    // If nothing has changed, what runs is soon the answer: the next computation finds that it still is.
    invalidate: () => (this.#hasChanged || !this.graphs.isLastKept) && this.invalidate(),
    isCurrent: () => !this.#hasChanged,
  });

  constructor(
    root: string,
    private readonly graphs: Graphs,
    private readonly events: HostEvents,
    compute: (signal: AbortSignal) => Promise<Computation>,
    isSteady: () => boolean,
  ) {
    const begin = (signal: AbortSignal) => {
      this.#hasChanged = false;
      return compute(signal);
    };
    this.#attempts = new Attempts(root, begin, isSteady);
  }

  get isComputing(): boolean {
    return this.#attempts.isRunning;
  }

  /** `asked` says when, if the request was on its way for some time. */
  request(asked?: Asked): Promise<Computation> {
    this.graphs.busy.hurry();
    return this.#computations.request(momentOf(asked));
  }

  prefetch(): Promise<Computation> {
    return this.#computations.prefetch();
  }

  /** Something was seen to change, which may or may not be in the running computation. */
  noteChange(): void {
    this.#hasChanged = true;
  }

  /** False if the running computation is brought to its end, or there is none. */
  invalidate(): boolean {
    return this.#attempts.invalidate();
  }

  /** `work` has the answer to a client, who waits for it. */
  async answering<A>(work: Promise<A>): Promise<A> {
    this.#answering = Promise.allSettled([this.#answering, work]).then(() =>
      setTimeout(SENDING_MS, undefined, { ref: false }),
    );
    return work;
  }

  /** Whoever waits for an answer goes first: it also has to be sent, which this would hold up. */
  async takeSnapshot(): Promise<FileSnapshot> {
    await this.#answering;
    return this.#computations.exclusively(() => this.graphs.takeSnapshot());
  }

  /** What is asked for, now or later, rejects with `reason`. */
  end(reason: Error): void {
    this.#attempts.end(reason);
    this.graphs.end(reason);
  }

  /** Does at once what is left to be done once nobody waits for an answer. */
  async settle(): Promise<void> {
    const settling = this.#settling;
    this.#settling = undefined;
    await settling?.();
  }

  #settleLater(computation: Computation): void {
    const settling = async () => {
      // Results that are kept meanwhile are not those of this graph.
      const isLast = this.lastGraph === computation.computed.graph && !this.isComputing;
      if (isLast) await this.graphs.settle(computation);
    };
    this.#settling = settling;
    // What can't be kept is computed again.
    const settle = () => this.#settling === settling && void this.settle().catch(() => undefined);
    const wait = (ms: number) => setTimeout(ms, undefined, { ref: false });
    void this.#answering.then(() => wait(SENDING_MS)).then(() => this.graphs.checkKept());
    void wait(SETTLING_MS).then(settle);
  }

  async #run(): Promise<Computation> {
    try {
      const computation = await this.#attempts.run();
      const { computed, snapshot } = computation;
      this.lastError = undefined;
      this.lastHooks = computed.timings.hooks;
      this.lastGraph = computed.graph;
      this.graphs.keep(computation);
      this.#settleLater(computation);
      if (!computed.isReused) this.count++;
      this.events.tell({ type: 'graph', computed, snapshot, isAsked: this.#computations.isAsked });
      return computation;
    } catch (error) {
      this.lastError = error as Error;
      this.events.tell({ type: 'error', error: this.lastError });
      throw error;
    }
  }
}
