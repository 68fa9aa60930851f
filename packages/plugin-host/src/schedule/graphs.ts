import { longestHookMs, type HostConfiguration } from '../config/host-configuration';
import { FileHistory } from '../files/file-history';
import type { FileSnapshot } from '../files/file-snapshot';
import { WorkspaceIndex } from '../files/workspace-index';
import { CallParts } from '../hooks/call-parts';
import { explainNxError } from '../nx/explain-nx-error';
import type { NxLoading } from '../nx/load-nx-once';
import type { WorkspaceNow } from '../results/kept-results-settings';
import { BusyPlugins } from '../timing/busy-plugins';
import type { Supervisor } from '../workers/supervisor';
import { computeGraph, type Computation, type ComputedGraph } from './compute-graph';
import { KeptGraph } from './kept-graph';

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
  readonly #index: WorkspaceIndex;
  readonly #history = new FileHistory();
  readonly #kept = new KeptGraph();
  /** What the hooks of the last graph were given. */
  #parts: CallParts | undefined;
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
    this.#index = new WorkspaceIndex(root);
  }

  /** The last graph, if nothing has changed; else a new one. */
  async compute(request: GraphRequest): Promise<Computation> {
    const { configuration, supervisors, startedAt } = request;
    const kept = await this.#kept.find(
      configuration,
      supervisors,
      () => this.takeSnapshot(startedAt),
      this.#now,
    );
    if (!kept) return this.#computeAgain(request);
    const timings = { totalMs: performance.now() - startedAt, hooks: [] };
    return { ...kept, computed: { ...kept.computed, timings, isReused: true } };
  }

  /** Whether the last graph can be the answer again. If it can't, neither can the next, most likely. */
  get isLastKept(): boolean {
    return this.#kept.isKept;
  }

  /** The request has its answer. It may be the answer to the next request, too. */
  keep(computation: Computation): void {
    if (!this.#last || computation.computed.isReused) return;
    const { configuration, supervisors } = this.#last;
    this.#kept.keep(computation, configuration, supervisors, this.#index.untouched());
  }

  /** Looks whether the last graph can be the answer again, as far as nobody needs to ask for that. */
  checkKept(): void {
    this.#kept.check();
  }

  /** Puts a graph that was computed here where Nx reads it, if it is the last one by then. */
  async writeToNx({ graph, sourceMaps }: ComputedGraph, isLast: () => boolean): Promise<void> {
    const nx = await this.nx.load();
    const { busy } = this;
    const wait = { ...this.#lockWait(this.#last!.configuration), busy, signal: this.#closing.signal };
    return nx.writeCache({ graph, sourceMaps, isLast }, wait);
  }

  /** Nothing is written any more. */
  end(reason: Error): void {
    this.#closing.abort(reason);
  }

  /** Has Nx index the files, if it is loaded: what is asked for next has less to wait for. */
  beginIndex(): void {
    if (this.nx.loaded) this.#index.begin(this.nx.loaded);
  }

  /** The files as they are now, or were since then. Not while a graph is computed. */
  async takeSnapshot(since?: number): Promise<FileSnapshot> {
    return this.#index.with(await this.nx.load(), (take) => take(), since);
  }

  /**
   * Those of these paths whose files have another content than the last index has of them, with which a graph may be
   * being computed.
   */
  async findStale(paths: string[]): Promise<string[]> {
    const { files = {} } = (await this.#index.current()) ?? {};
    const nx = await this.nx.load();
    return paths.filter((path) => files[path] !== undefined && nx.hashFile(path) !== files[path]);
  }

  /** As Nx's index has them; without those that are no files. */
  async hashFiles(paths: string[]): Promise<Record<string, string>> {
    const nx = await this.nx.load();
    const hashes = paths.map((path) => [path, nx.hashFile(path)] as const);
    return Object.fromEntries(hashes.filter((each): each is [string, string] => each[1] !== null));
  }

  /** As the last index has it. */
  readonly #now: WorkspaceNow = {
    askIndex: async (name, args) => (await this.nx.load()).askIndex(name, args),
    filesDigest: async () => (await this.#index.current())!.digest,
  };

  async #computeAgain(request: GraphRequest): Promise<Computation> {
    this.#last = request;
    const { configuration, supervisors, startedAt, signal } = request;
    const { busy } = this;
    const lockWait = this.#lockWait(configuration);
    const nx = await this.nx.load();
    this.#parts = new CallParts(this.#parts);
    const known = { index: this.#index, history: this.#history, parts: this.#parts };
    return computeGraph({ nx, supervisors, startedAt, busy, ...known, lockWait, signal }).catch(
      (error: unknown) => {
        throw explainNxError(error);
      },
    );
  }

  /** Another process that computes the graph may be in one hook for as long as a hook may take here. */
  #lockWait(configuration: HostConfiguration) {
    return { root: this.root, timeoutMs: longestHookMs(configuration) };
  }
}
