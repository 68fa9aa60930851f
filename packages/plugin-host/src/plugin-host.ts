import { EventEmitter } from 'node:events';
import type { LogLine } from '@plugin-isolation/plugin-worker';
import { findRoot } from './config/find-root';
import { refuseRecursion } from './config/graph-recursion';
import { inspectedPlugins, type InspectedPlugins } from './config/inspected-plugins';
import { readHostSettings, resolveSettings, type PluginSettings } from './config/host-settings';
import { locateNx } from './config/nx-location';
import { readPluginEntries, type PluginEntry } from './config/plugin-entries';
import { readNxJson } from './config/read-nx-json';
import { hostClosed } from './error-texts';
import { reviveWorkspaceError } from './errors';
import type { ComputedGraph } from './graph/compute-graph';
import { Computations } from './host/computations';
import { launchHost, stopHost, type HostWorker } from './host/launch-host';
import { ReplacementGate } from './host/replacement-gate';
import { untilAborted } from './host/until-aborted';
import type { WorkerStatus } from './host/worker-status';
import type { SerializedWorkerEvent } from './host/host-process';

export interface PluginHostOptions extends PluginSettings {
  /** Workspace root; relative paths resolve against the cwd. Default: the nearest folder upwards with an `nx.json`. */
  root?: string;
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
export class PluginHost extends EventEmitter<PluginHostEvents> implements AsyncDisposable {
  #worker: Promise<HostWorker> | undefined;
  #isClosed = false;
  readonly #gate = new ReplacementGate();
  readonly #computations = new Computations(() => this.#call((api) => api.computeProjectGraph()));

  /** Use {@link createPluginHost}. */
  constructor(
    readonly root: string,
    private readonly options: PluginHostOptions,
  ) {
    super();
    // An 'error' event that nobody listens for must not end the caller's process.
    this.on('error', () => undefined);
  }

  /** The entries of `nx.json` as it is now, in its order. */
  get plugins(): PluginEntry[] {
    return readPluginEntries(readNxJson(this.root));
  }

  /** The graph as it is now, with what made it partial in `errors`. Callers at the same time share one computation. */
  async computeProjectGraph({ fresh = false, signal }: ComputeOptions = {}): Promise<ComputedGraph> {
    signal?.throwIfAborted();
    const computed = await untilAborted(this.#compute(fresh), signal);
    this.emit('graph', computed);
    return computed;
  }

  /** The plugins of `nx.json` and their workers. Starts those that are not running. */
  status(): Promise<WorkerStatus[]> {
    return this.#call((api) => api.status());
  }

  /** Stops the workers and the host process. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#stopWorker();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Starts the host process. Its workers start with it. */
  async start(): Promise<void> {
    await this.#current();
  }

  async #compute(fresh: boolean): Promise<ComputedGraph> {
    if (fresh) await this.#gate.replace(() => this.#replaceWorker());
    return this.#computations.request();
  }

  async #call<T>(use: (api: HostWorker['api']) => Promise<T>): Promise<T> {
    try {
      return await this.#gate.pass(async () => use((await this.#current()).api));
    } catch (thrown) {
      const error = reviveWorkspaceError(thrown);
      this.emit('error', error);
      throw error;
    }
  }

  async #current(): Promise<HostWorker> {
    if (this.#isClosed) throw hostClosed(this.root);
    const known = this.#worker;
    const worker = await known?.catch(() => undefined);
    if (worker?.state === 'ready') return worker;
    // Of several callers that find it gone, the first one launches.
    if (this.#worker === known) this.#worker = this.#launch();
    return this.#worker!;
  }

  #launch(fresh = false): Promise<HostWorker> {
    return launchHost(this.root, fresh, this.options, {
      onLog: (line) => this.#onLog(line),
      onEvent: ({ name, payload }) => this.#onEvent(name, payload),
    });
  }

  #onEvent(name: string, payload: unknown): void {
    if (name === 'log') this.#onLog(payload as LogLine);
    else if (name === 'worker') this.emit('worker', payload as SerializedWorkerEvent);
    else if (name === 'waiting') this.emit('waiting', payload as string);
  }

  #onLog(line: LogLine): void {
    this.emit('log', line);
    if (this.options.onLog) this.options.onLog(line);
    else if (this.listenerCount('log') === 0) process.stderr.write(`[${line.plugin}] ${line.line}\n`);
  }

  async #replaceWorker(): Promise<void> {
    await this.#stopWorker();
    if (this.#isClosed) throw hostClosed(this.root);
    this.#worker = this.#launch(true);
    await this.#worker;
  }

  async #stopWorker(): Promise<void> {
    const worker = await this.#worker?.catch(() => undefined);
    this.#worker = undefined;
    if (worker) await stopHost(worker);
  }
}

/**
 * Starts a host for a workspace, and a worker for each plugin of its `nx.json`.
 * @throws {WorkspaceError} when there is no workspace, `nx.json` is not valid, its Nx is missing or not supported, or this process
 *   is a worker of that workspace.
 */
export async function createPluginHost(options: PluginHostOptions = {}): Promise<PluginHost> {
  const root = findRoot(options.root);
  refuseRecursion(root);
  const entries = readPluginEntries(readNxJson(root));
  const variables = { ...process.env, ...options.env };
  resolveSettings(readHostSettings(root, entries), variables, options);
  inspectedPlugins(options.inspect, variables, entries);
  locateNx(root);
  const host = new PluginHost(root, options);
  await host.start();
  return host;
}
