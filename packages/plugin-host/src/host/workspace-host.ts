import { EventEmitter } from 'node:events';
import { refuseRecursion } from '../config/graph-recursion';
import {
  readHostConfiguration,
  type HostConfiguration,
  type LaunchConfiguration,
} from '../config/host-configuration';
import { isSameJson } from '../config/is-same-json';
import type { PluginEntry } from '../config/plugin-entries';
import { checkNxIsSame, locateNx, type NxLocation } from '../config/nx-location';
import { nxEnvironment } from '../config/worker-environment';
import { hostClosed, pluginUnknown } from '../errors/error-texts';
import type { Computation, ComputedGraph } from '../schedule/compute-graph';
import type { FileSnapshot } from '../files/file-snapshot';
import type { NxAdapter } from '../nx/adapter';
import type { PluginResolutions } from '../resolve/plugin-resolutions';
import { Supervisor } from '../workers/supervisor';
import { WorkerSet } from '../workers/worker-set';
import type { WorkerStateEvent } from '../workers/worker-state-event';
import { Attempts } from '../schedule/attempts';
import { Computations } from '../schedule/computations';
import { createResolutions } from '../nx/create-resolutions';
import { Graphs } from '../schedule/graphs';
import type { HostEvents, WorkspaceHostOptions } from './host-events';
import { limitMemory } from '../workers/limit-memory';
import { loadNxOnce, type NxLoading } from '../nx/load-nx-once';
import { describeRunningWorkers, describeWorkers, type WorkerStatus } from '../workers/worker-status';

/**
 * The host of one workspace, in this process: it keeps a worker per plugin and computes graphs with the workspace's own Nx.
 * This process belongs to that root from then on: its cwd is the root, and Nx is loaded into it.
 */
export class WorkspaceHost extends EventEmitter<HostEvents> {
  readonly root: string;
  readonly nxLocation: NxLocation;
  readonly #workers: WorkerSet;
  readonly #nx: NxLoading;
  readonly graphs: Graphs;
  readonly #resolutions: PluginResolutions;
  readonly #attempts: Attempts<Computation>;
  readonly #computations = new Computations(
    () => this.#counted(this.#attempts.run()),
    () => this.#attempts.invalidate(),
  );
  /** The one that the workers were last brought in line with. */
  #configuration: HostConfiguration;
  /** Graphs that were computed so far. */
  graphCount = 0;
  /** Why the last graph could not be computed. */
  lastError: Error | undefined;

  /** @throws {WorkspaceError} when `nx.json` or the workspace's Nx is not usable. */
  constructor(private readonly options: WorkspaceHostOptions) {
    super();
    this.root = options.root;
    refuseRecursion(this.root);
    this.nxLocation = locateNx(options.root);
    process.chdir(this.root);
    Object.assign(process.env, nxEnvironment(this.root));
    this.#nx = loadNxOnce(this.nxLocation, this.root, () => this.#workers.initialized());
    this.#configuration = this.#read();
    this.graphs = new Graphs(this.root, this.#nx, (sentence) => this.emit('waiting', sentence));
    this.#attempts = new Attempts(
      this.root,
      (signal) => this.#computeOnce(signal),
      () => !this.isReconfigured,
    );
    this.#resolutions = createResolutions(this.root, this.nxLocation, this.#nx);
    this.#workers = new WorkerSet((entry, launch) => this.#createSupervisor(entry, launch));
  }

  /**
   * Starts, keeps and stops workers so that they fit the configuration as it is now; only those of `plugins` where that is given.
   * @throws {WorkspaceError} where it can't be read; the workers stay as they are.
   */
  reconcile(plugins?: string[]): { supervisors: Supervisor[]; stopped: Promise<void> } {
    const configuration = this.#read();
    const { entries } = configuration;
    const isWanted = (index: number) => plugins === undefined || plugins.includes(entries[index].plugin);
    const wanted = entries.filter((_, index) => isWanted(index));
    if (wanted.length === 0 && plugins) {
      const known = entries.map(({ plugin }) => plugin);
      throw pluginUnknown(plugins, known);
    }
    this.#configuration = configuration;
    const launches = configuration.launches.filter((_, index) => isWanted(index));
    const { stopped } = this.#workers.reconcile({ entries: wanted, launches });
    void this.#workers.initialized().then(() => this.#resolutions.endFirstTime());
    return { supervisors: this.#workers.supervisors, stopped };
  }

  /** The graph of the workspace as it is now, of one configuration. Callers at the same time share one computation. */
  async computeProjectGraph(): Promise<ComputedGraph> {
    this.graphs.busy.hurry();
    return (await this.#computations.request()).computed;
  }

  /** As {@link computeProjectGraph}, if nobody waits for it: a request that comes meanwhile has it begun again. */
  async prefetchProjectGraph(): Promise<void> {
    await this.#computations.prefetch();
  }

  get isComputing(): boolean {
    return this.#attempts.isRunning;
  }

  /** The running computation, if there is one, is out of date: it is begun anew, a few times at most, and its requests wait for that. */
  invalidate(): void {
    this.#attempts.invalidate();
  }

  /** The files as they are now, while no graph is being computed. */
  takeSnapshot(): Promise<FileSnapshot> {
    return this.#computations.exclusively(() => this.graphs.takeSnapshot());
  }

  /** Whether the configuration is no longer the one that the workers are in line with, or can't be read. */
  get isReconfigured(): boolean {
    try {
      return !isSameJson(this.#read(), this.#configuration);
    } catch {
      return true;
    }
  }

  /** By their names in `nx.json`. */
  get runningWorkers(): { plugin: string; pid: number }[] {
    return this.#workers.supervisors.flatMap(({ plugin, pid }) =>
      pid === undefined ? [] : [{ plugin, pid }],
    );
  }

  /** The adapter of the workspace's Nx, loaded on the first call. */
  nxAdapter(): Promise<NxAdapter> {
    return this.#nx.load();
  }

  status(): Promise<WorkerStatus[]> {
    return describeWorkers(this.#workers.supervisors);
  }

  /** As {@link status}, and starts nothing. */
  describe(): Promise<WorkerStatus[]> {
    return describeRunningWorkers(this.#workers.supervisors, this.graphs.busy.work);
  }

  /** Stops the workers. Graphs that are asked for are not computed any more. */
  close(): Promise<void> {
    const reason = hostClosed(this.root);
    this.#attempts.end(reason);
    this.graphs.end(reason);
    return this.#workers.stop();
  }

  async #counted(work: Promise<Computation>): Promise<Computation> {
    try {
      const computation = await work;
      const { computed, snapshot } = computation;
      this.lastError = undefined;
      this.graphs.keep(computation);
      if (!computed.isReused) this.graphCount++;
      this.emit('graph', computed, snapshot);
      return computation;
    } catch (error) {
      this.lastError = error as Error;
      throw error;
    }
  }

  async #computeOnce(signal: AbortSignal): Promise<Computation> {
    const startedAt = performance.now();
    const { supervisors, stopped } = this.reconcile();
    const configuration = this.#configuration;
    const computation = await this.graphs.compute({ configuration, supervisors, startedAt, signal });
    await stopped;
    await limitMemory(supervisors, configuration);
    return computation;
  }

  #read(): HostConfiguration {
    checkNxIsSame(this.root, this.nxLocation);
    return readHostConfiguration(this.root, this.nxLocation.directory, this.options);
  }

  /** For the workers of one entry: passes their events on, and knows when they load. */
  #listener(): (event: WorkerStateEvent) => void {
    let endLoad = () => {};
    return (event) => {
      endLoad();
      if (event.type === 'starting') endLoad = this.graphs.busy.begin(event.plugin, 'load');
      this.emit('worker', event);
    };
  }

  #createSupervisor(entry: PluginEntry, launch: LaunchConfiguration): Supervisor {
    const { root } = this;
    const { onLog } = this.options;
    return new Supervisor(entry, this.#resolutions, { root, launch, onLog, onWorker: this.#listener() });
  }
}
