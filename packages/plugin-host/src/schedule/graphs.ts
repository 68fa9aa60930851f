import { longestHookMs, type HostConfiguration } from '../config/host-configuration';
import { FileHistory } from '../files/file-history';
import type { FileSnapshot } from '../files/file-snapshot';
import { WorkspaceIndex } from '../files/workspace-index';
import { CallParts } from '../hooks/call-parts';
import { explainNxError } from '../nx/explain-nx-error';
import type { OnResult } from '../hooks/layers/tell-results';
import type { HookTiming } from '../hooks/layers/timed';
import type { NxLoading } from '../nx/load-nx-once';
import type { WorkspaceNow } from '../results/kept-results-settings';
import { BusyPlugins } from '../timing/busy-plugins';
import type { Supervisor } from '../workers/supervisor';
import { computeGraph, timingsSince, type Computation } from './compute-graph';
import type { GraphOnDisk } from './graph-on-disk';
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
  onResult: OnResult | undefined;
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
    private readonly disk?: GraphOnDisk,
  ) {
    this.busy = new BusyPlugins(onWait);
    this.#index = new WorkspaceIndex(root);
  }

  /** The last graph, if nothing has changed; else a new one. */
  async compute(request: GraphRequest): Promise<Computation> {
    const { supervisors, startedAt } = request;
    const kept = (await this.#findKept(request)) ?? (await this.#findOnDisk(request));
    if (!kept) return this.#computeAgain(request);
    const timings = timingsSince(startedAt, reusedHooks(supervisors));
    return { ...kept, computed: { ...kept.computed, timings, isReused: true } };
  }

  /** Whether the last graph can be the answer again. If it can't, neither can the next, most likely. */
  get isLastKept(): boolean {
    return this.#kept.isKept;
  }

  /** The request has its answer. It may be the answer to the next request, too. */
  keep(computation: Computation): void {
    if (!this.#last || computation.computed.isReused) return;
    const { configuration, supervisors, startedAt } = this.#last;
    const firstHookMs = Math.min(...computation.computed.timings.hooks.map(({ startMs }) => startMs));
    const isUntouched = this.#untouched(startedAt + firstHookMs);
    this.#kept.keep(computation, configuration, supervisors, isUntouched);
  }

  /** Looks whether the last graph can be the answer again, as far as nobody needs to ask for that. */
  checkKept(): void {
    this.#kept.check();
  }

  /** Leaves the last graph to other processes, if it can be the answer again. */
  async settle(computation: Computation): Promise<void> {
    this.#kept.check();
    if (!this.#kept.isKept) this.disk?.forget(computation);
    else if (!computation.onDisk) await this.#keepOnDisk(computation);
  }

  /** The next graph is another computation, whatever was kept. */
  dropKept(): void {
    this.#kept.drop();
  }

  /**
   * Puts a graph that was computed here where Nx reads it, if it is the last one by then, and where an nx finds it that
   * needs no host then. Gives the digest of what is there.
   */
  async writeToNx(computation: Computation, isLast: () => boolean): Promise<string | undefined> {
    const nx = await this.nx.load();
    const { busy } = this;
    const wait = { ...this.#lockWait(this.#last!.configuration), busy, signal: this.#closing.signal };
    const { graph, sourceMaps } = computation.computed;
    await nx.writeCache({ graph, sourceMaps, isLast }, wait);
    return isLast() ? this.#keepOnDisk(computation, nx.graphFile) : undefined;
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

  #findKept({ configuration, supervisors, startedAt }: GraphRequest): Promise<Computation | undefined> {
    const take = () => this.takeSnapshot(startedAt);
    return this.#kept.find(configuration, supervisors, take, this.#now);
  }

  async #findOnDisk(request: GraphRequest): Promise<Computation | undefined> {
    const found = await this.disk?.find(request, this.#index);
    if (!found) return undefined;
    const { configuration, supervisors } = (this.#last = request);
    this.#kept.keep(found, configuration, supervisors, this.#untouched(request.startedAt));
    return found;
  }

  /** `readFrom` is when the first hook was called, by `performance.now()`. */
  #untouched(readFrom: number): () => boolean {
    const readFromMs = Date.now() - (performance.now() - readFrom);
    return this.#index.untouched(readFromMs, (file) => this.nx.loaded?.hashFile(file) ?? null);
  }

  #keepOnDisk(computation: Computation, nxCache?: string): Promise<string | undefined> {
    return (
      this.disk?.keep(computation, this.#last!, this.#now.askIndex, nxCache) ?? Promise.resolve(undefined)
    );
  }

  async #computeAgain(request: GraphRequest): Promise<Computation> {
    this.#last = request;
    const { configuration, supervisors, startedAt, signal } = request;
    const { busy } = this;
    const lockWait = this.#lockWait(configuration);
    const nx = await this.nx.load();
    this.#parts = new CallParts(this.#parts);
    const known = { index: this.#index, history: this.#history, parts: this.#parts, onResult: this.onResult };
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

/** Those of plugins that gave something to the last graph. */
function reusedHooks(supervisors: Supervisor[]): HookTiming[] {
  return supervisors.flatMap(({ plugin, entry, results }) =>
    Object.keys(results?.kept?.calls ?? {}).map((hook): HookTiming => ({
      plugin,
      index: entry.index,
      hook,
      startMs: 0,
      elapsedMs: 0,
      isReused: true,
    })),
  );
}
