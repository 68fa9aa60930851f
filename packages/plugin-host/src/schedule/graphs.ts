import { digestOf } from '@plugin-isolation/plugin-worker';
import { longestHookMs, type HostConfiguration } from '../config/host-configuration';
import { computeGraph, type ComputedGraph } from './compute-graph';
import { IndexHistory } from '../files/index-history';
import { explainNxError } from '../nx/explain-nx-error';
import type { Supervisor } from '../workers/supervisor';
import { BusyPlugins } from '../timing/busy-plugins';
import { KeptGraph } from './kept-graph';
import type { NxLoading } from '../nx/load-nx-once';

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
  /** What the last graph was computed for. */
  #last: GraphRequest | undefined;
  readonly #closing = new AbortController();

  constructor(
    private readonly root: string,
    private readonly nx: NxLoading,
    /** Gets a sentence for a person who waits. */
    onWait: (sentence: string) => void,
  ) {
    this.busy = new BusyPlugins(onWait);
    this.#index = new IndexHistory(root);
  }

  /** The last graph where the configuration allows that and nothing has changed; else a new one. */
  async compute(request: GraphRequest): Promise<ComputedGraph> {
    const { configuration, supervisors, startedAt } = request;
    if (!configuration.reuseGraph) this.#kept.forget();
    const readDigest = async () => digestOf(await this.listFiles());
    const kept = await this.#kept.find(configuration, supervisors, readDigest);
    if (!kept) return this.#computeAnew(request);
    const timings = { totalMs: performance.now() - startedAt, hooks: [] };
    return { ...kept, timings, isReused: true };
  }

  /** Whoever asked for this graph has got it, and it may answer the next request, too. */
  keep(computed: ComputedGraph): void {
    const { digest, keptHashes } = this.#index;
    if (!this.#last?.configuration.reuseGraph || computed.isReused) return;
    const { configuration, supervisors } = this.#last;
    // What a hook has read of a file that was written meanwhile is not what the index says, even if that is true again.
    if (digest !== undefined && keptHashes.isUntouched())
      this.#kept.keep(computed, configuration, supervisors, digest);
    else this.#kept.forget();
  }

  /** Puts a graph that was computed here where Nx reads it. False where it is not there afterwards. */
  async writeToNx({ graph, sourceMaps }: ComputedGraph): Promise<boolean> {
    const nx = await this.nx.load();
    const { busy } = this;
    const wait = { ...this.#lockWait(this.#last!.configuration), busy, signal: this.#closing.signal };
    return nx.writeCache(graph, sourceMaps, wait);
  }

  /** Nothing is written any more. */
  end(reason: Error): void {
    this.#closing.abort(reason);
  }

  /** The files as they are now, path → hash. Not while a graph is computed. */
  async listFiles(): Promise<Record<string, string>> {
    const nx = await this.nx.load();
    const { keptHashes } = this.#index;
    keptHashes.index(nx);
    return keptHashes.list(nx).finally(() => keptHashes.settle(nx));
  }

  async #computeAnew(request: GraphRequest): Promise<ComputedGraph> {
    this.#last = request;
    const { configuration, supervisors, startedAt, signal } = request;
    const { busy } = this;
    const lockWait = this.#lockWait(configuration);
    const nx = await this.nx.load();
    const settings = { nx, supervisors, startedAt, busy, index: this.#index, lockWait, signal };
    return computeGraph(settings).catch((error: unknown) => {
      throw explainNxError(error);
    });
  }

  /** Another process that computes the graph may be in one hook for as long as a hook may take here. */
  #lockWait(configuration: HostConfiguration) {
    return { root: this.root, timeoutMs: longestHookMs(configuration) };
  }
}
