import { digestOf } from '@plugin-isolation/plugin-worker';
import type { HostConfiguration } from '../config/host-configuration';
import { computeGraph, type ComputedGraph } from '../graph/compute-graph';
import { IndexHistory } from '../graph/index-history';
import type { Supervisor } from '../workers/supervisor';
import { BusyPlugins } from './busy-plugins';
import { KeptGraph } from './kept-graph';
import type { NxLoading } from './load-nx-once';

interface GraphRequest {
  configuration: HostConfiguration;
  supervisors: Supervisor[];
  /** By `performance.now()`. */
  startedAt: number;
  signal: AbortSignal;
}

/** Computes the graphs of one workspace, and keeps what one has for the next. */
export class Graphs {
  readonly busy: BusyPlugins;
  readonly #index: IndexHistory;
  readonly #kept = new KeptGraph();

  constructor(
    root: string,
    private readonly nx: NxLoading,
    /** Gets a sentence for a person who waits. */
    private readonly onWait: (sentence: string) => void,
  ) {
    this.busy = new BusyPlugins(onWait);
    this.#index = new IndexHistory(root);
  }

  /** The last graph where the configuration allows that and nothing has changed; else a new one. */
  async compute(request: GraphRequest): Promise<ComputedGraph> {
    const { configuration, supervisors, startedAt } = request;
    if (!configuration.reuseGraph) return this.#computeAnew(request);
    const kept = await this.#kept.find(request, async () => digestOf(await this.listFiles()));
    if (kept) {
      const timings = { totalMs: performance.now() - startedAt, hooks: [] };
      return { ...kept, timings, isReused: true };
    }
    const computed = await this.#computeAnew(request);
    await this.#kept.keep(computed, { configuration, supervisors, digest: this.#index.digest });
    return computed;
  }

  /** The files as they are now, path → hash. Not while a graph is computed. */
  async listFiles(): Promise<Record<string, string>> {
    const nx = await this.nx.load();
    const { keptHashes } = this.#index;
    keptHashes.index(nx);
    return keptHashes.list(nx).finally(() => keptHashes.settle(nx));
  }

  async #computeAnew({ supervisors, startedAt, signal }: GraphRequest): Promise<ComputedGraph> {
    const { onWait, busy } = this;
    const nx = await this.nx.load();
    return computeGraph({ nx, supervisors, startedAt, busy, index: this.#index, onWait, signal });
  }
}
