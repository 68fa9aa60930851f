import { EventEmitter } from 'node:events';
import type { LogHandler } from '@plugin-isolation/plugin-worker';
import { refuseRecursion } from '../config/graph-recursion';
import {
  readHostConfiguration,
  type ConfigurationOptions,
  type HostConfiguration,
  type LaunchConfiguration,
} from '../config/host-configuration';
import { isSameJson } from '../config/is-same-json';
import type { PluginEntry } from '../config/plugin-entries';
import { locateNx, type NxLocation } from '../config/nx-location';
import { resolvePlugin } from '../config/resolve-plugin';
import { nxEnvironment } from '../config/worker-environment';
import { configurationUnsteady, pluginUnknown } from '../error-texts';
import { computeGraph, type ComputedGraph } from '../graph/compute-graph';
import type { NxAdapter } from '../graph/nx/adapter';
import { Supervisor } from '../workers/supervisor';
import { WorkerSet } from '../workers/worker-set';
import type { WorkerStateEvent } from '../workers/worker-state-event';
import { BusyPlugins } from './busy-plugins';
import { Computations } from './computations';
import { loadNxOnce, type NxLoading } from './load-nx-once';
import { describeWorkers, type WorkerStatus } from './worker-status';

/** A graph is computed at most so often for one request, while its configuration changes under it. */
const MAX_ATTEMPTS = 5;

export interface WorkspaceHostOptions extends ConfigurationOptions {
  root: string;
  onLog?: LogHandler | undefined;
}

export interface HostEvents {
  worker: [WorkerStateEvent];
  /** A sentence for a person who waits. */
  waiting: [string];
}

/**
 * The host of one workspace, in this process: it keeps a worker per plugin and computes graphs with the workspace's own Nx.
 * This process belongs to that root from then on: its cwd is the root, and Nx is loaded into it.
 */
export class WorkspaceHost extends EventEmitter<HostEvents> {
  readonly root: string;
  readonly nxLocation: NxLocation;
  readonly #workers: WorkerSet;
  readonly #nx: NxLoading;
  readonly #busy = new BusyPlugins((sentence) => this.emit('waiting', sentence));
  readonly #computations = new Computations(() => this.#compute());
  /** The one that the workers were last brought in line with. */
  #configuration: HostConfiguration;

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
    return { supervisors: this.#workers.supervisors, stopped };
  }

  /** The graph of the workspace as it is now, of one configuration. Callers at the same time share one computation. */
  computeProjectGraph(): Promise<ComputedGraph> {
    return this.#computations.request();
  }

  /** The adapter of the workspace's Nx, loaded on the first call. */
  nxAdapter(): Promise<NxAdapter> {
    return this.#nx.load();
  }

  status(): Promise<WorkerStatus[]> {
    return describeWorkers(this.#workers.supervisors);
  }

  close(): Promise<void> {
    return this.#workers.stop();
  }

  async #compute(): Promise<ComputedGraph> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const computed = await this.#computeOnce();
      // Nx reads it, too, in between: an answer while it changed may be a mix of two.
      if (isSameJson(this.#read(), this.#configuration)) return computed;
    }
    throw configurationUnsteady(this.root, MAX_ATTEMPTS);
  }

  async #computeOnce(): Promise<ComputedGraph> {
    const startedAt = performance.now();
    const { supervisors, stopped } = this.reconcile();
    const nx = await this.#nx.load();
    const onWait = (text: string) => this.emit('waiting', text);
    const computed = await computeGraph({ nx, supervisors, startedAt, busy: this.#busy, onWait });
    await stopped;
    return computed;
  }

  #read(): HostConfiguration {
    return readHostConfiguration(this.root, this.nxLocation.directory, this.options);
  }

  /** For the workers of one entry: passes their events on, and knows when they load. */
  #listener(): (event: WorkerStateEvent) => void {
    let endLoad = () => {};
    return (event) => {
      endLoad();
      if (event.type === 'starting') endLoad = this.#busy.begin(event.entry, 'load');
      this.emit('worker', event);
    };
  }

  #createSupervisor(entry: PluginEntry, launch: LaunchConfiguration): Supervisor {
    const { root } = this;
    const resolution = {
      root,
      nxMajor: this.nxLocation.major,
      tsconfig: launch.tsconfig,
      resolveWithNx: async (plugin: string) => (await this.#nx.loadNow()).resolvePlugin(plugin),
    };
    const resolve = () => resolvePlugin(entry.plugin, resolution);
    const { onLog } = this.options;
    return new Supervisor(entry, resolve, { root, launch, onLog, onWorker: this.#listener() });
  }
}
