import { checkArguments, guarded, type LogLine } from '@plugin-isolation/plugin-worker';
import { COMPUTE } from './host-arguments';
import { GuardedEmitter } from './guarded-emitter';
import type { InspectedPlugins } from '../config/inspected-plugins';
import type { PluginSettings } from '../config/host-settings';
import { readPluginEntries, type PluginEntry } from '../config/plugin-entries';
import { readNxJson } from '../config/read-nx-json';
import { hostClosed } from '../errors/error-texts';
import { reviveHostError, type WorkspaceError } from '../errors/errors';
import type { ComputedGraph } from '../schedule/compute-graph';
import { Computations } from '../schedule/computations';
import { ReplacementGate } from './replacement-gate';
import { untilAborted } from '../timing/until-aborted';
import type { WorkerStatus } from '../workers/worker-status';
import type { SerializedWorkerEvent } from '../host/forward-events';
import type { HostApi, HostLink, HostListeners, HostSource } from './host-link';

export interface PluginHostOptions extends PluginSettings {
  /**
   * Workspace root, a path or a `file:` URL; relative paths resolve against the cwd. Default: the one that Nx finds from the cwd.
   */
  root?: string | URL;
  /** When a graph is done and all workers hold more, in MiB, those that have been idle for longest are stopped. Default: no limit. */
  totalMemoryMiB?: number;
  /**
   * A graph is computed once until a file of Nx's index, the configuration or a source of a plugin changes; what else a plugin reads
   * is taken to be as it was. Default false.
   */
  reuseGraph?: boolean;
  /** Added to the environment of the host process and of its workers. */
  env?: Record<string, string>;
  /** Plugins to run with an inspector and without timers, by their names in `nx.json`; `'brk'` stops before the load. */
  inspect?: InspectedPlugins;
  /** Gets what plugins print. Default: this process's stderr, as `[plugin] line`. */
  onLog?(line: LogLine): void;
}

export interface ComputeOptions {
  /**
   * New workers, and no cache of ours or Nx's. Waits for the calls before it; those that ask for it at the same time share one
   * new host process. Default false.
   */
  fresh?: boolean;
  /** Aborting it ends the wait; the host goes on with its computation for others. */
  signal?: AbortSignal;
}

export interface PluginHostEvents {
  log: [LogLine];
  worker: [SerializedWorkerEvent];
  graph: [ComputedGraph];
  error: [Error];
  /** A sentence for a person who waits. */
  waiting: [string];
}

/**
 * A host of one workspace in a process of its own, and its workers. This process stays clean: neither plugins nor Nx run in
 * it; and it ends by itself, with the host and its workers alive, when its own work is done.
 */
export class PluginHost extends GuardedEmitter<PluginHostEvents> implements AsyncDisposable {
  #link: Promise<HostLink> | undefined;
  #isClosed = false;
  readonly #printLine: ((line: LogLine) => void) | undefined;
  readonly #gate = new ReplacementGate();
  readonly #computations = new Computations(() => this.#call((api) => api.computeProjectGraph()));

  /** @internal Use {@link createPluginHost} or {@link connectPluginHost}. */
  constructor(
    readonly root: string,
    private readonly source: HostSource,
    options: Pick<PluginHostOptions, 'onLog'>,
  ) {
    super();
    if (options.onLog) this.#printLine = guarded((line) => options.onLog?.(line));
    // An 'error' event that nobody listens for must not end the caller's process.
    this.on('error', () => undefined);
  }

  /** The entries of `nx.json` as it is now, in its order. */
  get plugins(): PluginEntry[] {
    return readPluginEntries(readNxJson(this.root));
  }

  /** The graph as it is now, with what made it partial in `errors`. Callers at the same time share one computation. */
  async computeProjectGraph(options: ComputeOptions = {}): Promise<ComputedGraph> {
    checkArguments('computeProjectGraph', options, COMPUTE);
    const { fresh = false, signal } = options;
    signal?.throwIfAborted();
    const computed = await untilAborted(this.#compute(fresh), signal);
    this.emit('graph', computed);
    return computed;
  }

  /** The plugins of `nx.json` and their workers. Starts those that are not running. */
  status(): Promise<WorkerStatus[]> {
    return this.#call((api) => api.status());
  }

  /** Stops the workers and the host process; leaves a served one alone. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#release();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Opens the link to the host process. A host process that is launched starts its workers at once. */
  async start(): Promise<void> {
    await this.#current();
  }

  async #compute(fresh: boolean): Promise<ComputedGraph> {
    if (fresh && !this.source.isOwn) return this.#computeApart();
    if (fresh) await this.#gate.replace(() => this.#replace(true));
    return this.#computations.request();
  }

  /** The served host belongs to others, too. */
  async #computeApart(): Promise<ComputedGraph> {
    const link = await this.source.openFresh(this.#listeners());
    try {
      return await link.api.computeProjectGraph();
    } finally {
      await link.release();
    }
  }

  async #call<T>(use: (api: HostApi) => Promise<T>): Promise<T> {
    try {
      return await this.#callOnce(use);
    } catch (error) {
      this.emit('error', error as Error);
      throw error;
    }
  }

  /** A host process of ours whose nx is no longer the workspace's is replaced, and the next one is asked instead. */
  async #callOnce<T>(use: (api: HostApi) => Promise<T>): Promise<T> {
    const ask = () => this.#gate.pass(async () => use((await this.#current()).api));
    const asked = this.#link;
    try {
      return await ask();
    } catch (thrown) {
      const error = reviveHostError(thrown);
      if ((error as WorkspaceError).code !== 'NX_CHANGED' || !this.source.isOwn) throw error;
    }
    if (this.#link === asked) await this.#gate.replace(() => this.#replace(false));
    return ask().catch((thrown: unknown) => {
      throw reviveHostError(thrown);
    });
  }

  async #current(): Promise<HostLink> {
    if (this.#isClosed) throw hostClosed(this.root);
    const known = this.#link;
    const link = await known?.catch(() => undefined);
    if (link?.isOpen) return link;
    // Of several callers that find it gone, the first one opens the next.
    if (this.#link === known) this.#link = this.source.open(this.#listeners());
    return this.#link!;
  }

  #listeners(): HostListeners {
    return {
      onLog: (line) => this.#onLog(line),
      onEvent: ({ name, payload }) => this.#onEvent(name, payload),
    };
  }

  #onEvent(name: string, payload: unknown): void {
    if (name === 'log') this.#onLog(payload as LogLine);
    else if (name === 'worker') this.emit('worker', payload as SerializedWorkerEvent);
    else if (name === 'waiting') this.emit('waiting', payload as string);
  }

  #onLog(line: LogLine): void {
    this.emit('log', line);
    if (this.#printLine) this.#printLine(line);
    else if (this.listenerCount('log') === 0) process.stderr.write(`[${line.plugin}] ${line.line}\n`);
  }

  async #replace(fresh: boolean): Promise<void> {
    await this.#release();
    if (this.#isClosed) throw hostClosed(this.root);
    const open = fresh ? this.source.openFresh : this.source.open;
    this.#link = open(this.#listeners());
    await this.#link;
  }

  async #release(): Promise<void> {
    const link = await this.#link?.catch(() => undefined);
    this.#link = undefined;
    await link?.release();
  }
}
