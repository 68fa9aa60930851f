import { refuseRecursion } from '../config/graph-recursion';
import type { LaunchConfiguration } from '../config/host-configuration';
import type { PluginEntry } from '../config/plugin-entries';
import { locateNx, type NxLocation } from '../config/nx-location';
import type { ConfigurationOptions } from '../config/read-settings';
import { nxEnvironment } from '../config/worker-environment';
import { pluginUnknown } from '../errors/workspace-error-texts';
import { hostClosed } from '../errors/host-error-texts';
import type { FileSnapshot } from '../files/file-snapshot';
import type { Computation, ComputedGraph } from '../schedule/compute-graph';
import type { NxAdapter } from '../nx/adapter';
import { dataDirectoryOf } from '../results/data-directory';
import { KeptResults } from '../results/kept-results';
import type { PluginResolutions } from '../resolve/plugin-resolutions';
import type { Asked } from '../timing/asked';
import { Supervisor } from '../workers/supervisor';
import type { SupervisorSettings } from '../workers/supervisor-settings';
import { WorkerSet } from '../workers/worker-set';
import { createResolutions } from '../nx/create-resolutions';
import { GraphOnDisk } from '../schedule/graph-on-disk';
import { Graphs } from '../schedule/graphs';
import { limitMemory } from '../workers/limit-memory';
import { loadNxOnce, type NxLoading } from '../nx/load-nx-once';
import { describeRunningWorkers, describeWorkers, type WorkerStatus } from '../workers/worker-status';
import { CurrentConfiguration } from './current-configuration';
import { GraphRequests } from './graph-requests';
import { HostEvents } from './host-event';
import { listenToWorkers } from './listen-to-workers';
import { runHook, type HookAnswer, type HookRequest } from './run-hook';
import { variablesThatMatter } from './variables-that-matter';

export interface WorkspaceHostOptions extends ConfigurationOptions, Pick<SupervisorSettings, 'launchWorker'> {
  root: string;
}

export interface StatusOptions {
  /** Whether workers that are not running are started and waited for. */
  start: boolean;
}

/**
 * The host of one workspace, in this process: it keeps a worker per plugin and computes graphs with the workspace's own
 * Nx. This process belongs to that root from then on: its cwd is the root, and Nx is loaded into it.
 */
export class WorkspaceHost {
  readonly root: string;
  readonly nxLocation: NxLocation;
  /** What happens here. A line that a plugin prints is shown by those who listen, or by nobody. */
  readonly events = new HostEvents();
  readonly graphs: Graphs;
  readonly requests: GraphRequests;
  readonly #configuration: CurrentConfiguration;
  readonly #workers: WorkerSet;
  readonly #nx: NxLoading;
  readonly #resolutions: PluginResolutions;
  readonly #launchWorker: WorkspaceHostOptions['launchWorker'];

  /** @throws {WorkspaceError} when `nx.json` or the workspace's Nx is not usable. */
  constructor({ root, launchWorker, ...options }: WorkspaceHostOptions) {
    this.root = root;
    this.#launchWorker = launchWorker;
    refuseRecursion(root);
    this.nxLocation = locateNx(root);
    process.chdir(root);
    Object.assign(process.env, nxEnvironment(root));
    this.#nx = loadNxOnce(this.nxLocation, root, () => this.#workers.initialized());
    this.#configuration = new CurrentConfiguration(root, this.nxLocation, options);
    const onWait = (sentence: string) => this.events.tell({ type: 'waiting', sentence });
    this.graphs = new Graphs(root, this.#nx, onWait, new GraphOnDisk(root, this.nxLocation));
    this.requests = new GraphRequests(
      root,
      this.graphs,
      this.events,
      (signal) => this.#computeOnce(signal),
      () => !this.isReconfigured(),
    );
    this.#resolutions = createResolutions(root, this.nxLocation, this.#nx);
    this.#workers = new WorkerSet((entry, launch) => this.#createSupervisor(entry, launch));
  }

  /**
   * Starts, keeps and stops workers so that they fit the configuration as it is now; only those of `plugins` if that is
   * given.
   * @throws {WorkspaceError} if the configuration can't be read; the workers stay as they are.
   */
  reconcile(plugins?: string[]): { supervisors: Supervisor[]; stopped: Promise<void> } {
    const configuration = this.#configuration.read();
    const { entries } = configuration;
    const isWanted = (index: number) => plugins === undefined || plugins.includes(entries[index].plugin);
    const wanted = entries.filter((_, index) => isWanted(index));
    const known = entries.map(({ plugin }) => plugin);
    if (wanted.length === 0 && plugins) throw pluginUnknown(plugins, known);
    this.#configuration.use(configuration);
    const launches = configuration.launches.filter((_, index) => isWanted(index));
    const { stopped } = this.#workers.reconcile({ entries: wanted, launches });
    void this.#workers.initialized().then(() => this.#resolutions.endFirstTime());
    return { supervisors: this.#workers.supervisors, stopped };
  }

  /** The graph of the workspace as it is now, of one configuration. Callers at the same time share one computation. */
  async computeProjectGraph(asked?: Asked): Promise<ComputedGraph> {
    return (await this.requests.request(asked)).computed;
  }

  /** Computes the graph before anybody asks for it. A request that comes meanwhile has the computation begun again. */
  async prefetchProjectGraph(): Promise<void> {
    await this.requests.prefetch();
  }

  get isComputing(): boolean {
    return this.requests.isComputing;
  }

  /**
   * Says that the running computation, if there is one, is out of date. It is begun again, a few times at most, and its
   * requests wait for that.
   */
  invalidate(): void {
    this.requests.invalidate();
  }

  /** The files as they are now, while no graph is being computed. */
  takeSnapshot(): Promise<FileSnapshot> {
    return this.requests.takeSnapshot();
  }

  /**
   * Reads the configuration. Says whether it is no longer the one that the workers are in line with, or can't be read.
   */
  isReconfigured(): boolean {
    return this.#configuration.isChanged();
  }

  /** By their names in `nx.json`. */
  get runningWorkers(): { plugin: string; pid: number }[] {
    const { supervisors } = this.#workers;
    return supervisors.flatMap(({ plugin, pid }) => (pid === undefined ? [] : [{ plugin, pid }]));
  }

  /** The adapter of the workspace's Nx, loaded on the first call. */
  nxAdapter(): Promise<NxAdapter> {
    return this.#nx.load();
  }

  /** The plugins of `nx.json` and their workers, which are started first if `start` says so. */
  async status({ start }: StatusOptions): Promise<WorkerStatus[]> {
    if (start) return describeWorkers(this.reconcile().supervisors);
    return describeRunningWorkers(this.#workers.supervisors, this.graphs.busy.work);
  }

  /** Calls one hook of one plugin, in a worker of the configuration as it is now. */
  async runHook(request: HookRequest): Promise<HookAnswer> {
    const { supervisors } = this.isReconfigured() ? this.reconcile() : this.#workers;
    return runHook(supervisors, request);
  }

  /** Those of these variables on which its answers depend, or may depend as far as is known. */
  variablesThatMatter(names: string[]): string[] {
    return variablesThatMatter(names, this.#workers.supervisors);
  }

  /** Lets the workers that are loaded go. What is asked for next starts new ones. */
  async releaseWorkers(): Promise<void> {
    await Promise.all(this.#workers.supervisors.map((supervisor) => supervisor.release()));
  }

  /** Stops the workers. Graphs that are asked for are not computed any more. */
  async close(): Promise<void> {
    await this.requests.settle().catch(() => undefined);
    this.requests.end(hostClosed(this.root));
    await this.#workers.stop();
  }

  async #computeOnce(signal: AbortSignal): Promise<Computation> {
    const startedAt = performance.now();
    this.graphs.beginIndex();
    const { supervisors, stopped } = this.reconcile();
    const configuration = this.#configuration.inUse;
    const computation = await this.graphs.compute({ configuration, supervisors, startedAt, signal });
    await stopped;
    await limitMemory(supervisors, configuration);
    return computation;
  }

  #createSupervisor(entry: PluginEntry, launch: LaunchConfiguration): Supervisor {
    const { root, nxLocation } = this;
    const of = { root, launch, nxVersion: nxLocation.version, dataDirectory: dataDirectoryOf(root) };
    return new Supervisor(entry, this.#resolutions, {
      root,
      launch,
      results: (each) => new KeptResults({ ...of, entry: each }),
      onLog: (line) => this.events.tell({ type: 'log', line }),
      onProfile: (profile) => this.events.tell({ type: 'profile', ...profile }),
      onWorker: listenToWorkers(this.events, this.graphs.busy),
      ...(this.#launchWorker && { launchWorker: this.#launchWorker }),
    });
  }
}
