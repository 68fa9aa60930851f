import { EventEmitter } from 'node:events';
import type { LogHandler } from '@plugin-isolation/plugin-worker';
import { refuseRecursion } from '../config/graph-recursion';
import { inspectedPlugins, type InspectedPlugins } from '../config/inspected-plugins';
import { readHostSettings, resolveSettings, type PluginSettings } from '../config/host-settings';
import { readPluginEntries, type PluginEntry } from '../config/plugin-entries';
import { locateNx, type NxLocation } from '../config/nx-location';
import { readNxJson } from '../config/read-nx-json';
import { resolvePlugin } from '../config/resolve-plugin';
import { readRootTsconfig } from '../config/root-tsconfig';
import { nxEnvironment, readRootDotenv } from '../config/worker-environment';
import { pluginUnknown } from '../error-texts';
import { computeGraph, type ComputedGraph } from '../graph/compute-graph';
import type { NxAdapter } from '../graph/nx/adapter';
import { Supervisor } from '../workers/supervisor';
import { WorkerSet } from '../workers/worker-set';
import type { WorkerStateEvent } from '../workers/worker-state-event';
import { BusyPlugins } from './busy-plugins';
import { loadNxOnce, type NxLoading } from './load-nx-once';
import { describeWorkers, type WorkerStatus } from './worker-status';

export interface WorkspaceHostOptions extends PluginSettings {
  root: string;
  env?: Record<string, string> | undefined;
  inspect?: InspectedPlugins | undefined;
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
  #computation: Promise<ComputedGraph> | undefined;

  /** @throws {WorkspaceError} when `nx.json` or the workspace's Nx is not usable. */
  constructor(private readonly options: WorkspaceHostOptions) {
    super();
    this.root = options.root;
    refuseRecursion(this.root);
    this.nxLocation = locateNx(options.root);
    process.chdir(this.root);
    Object.assign(process.env, nxEnvironment(this.root));
    this.#nx = loadNxOnce(this.nxLocation, this.root, () => this.#workers.initialized());
    this.#workers = new WorkerSet(this.#createSupervisors());
  }

  /** Starts, keeps and stops workers so that they fit `nx.json` as it is now; only those of `plugins` where that is given. */
  reconcile(plugins?: string[]): Supervisor[] {
    const entries = readPluginEntries(readNxJson(this.root));
    const isWanted = (entry: PluginEntry) => plugins === undefined || plugins.includes(entry.plugin);
    const wanted = entries.filter(isWanted);
    if (wanted.length === 0 && plugins) {
      const known = entries.map(({ plugin }) => plugin);
      throw pluginUnknown(plugins, known);
    }
    void this.#workers.reconcile(wanted).stopped;
    return this.#workers.supervisors;
  }

  /** The graph of the workspace as it is now. Callers at the same time share one computation. */
  computeProjectGraph(): Promise<ComputedGraph> {
    this.#computation ??= this.#compute().finally(() => {
      this.#computation = undefined;
    });
    return this.#computation;
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
    const startedAt = performance.now();
    const supervisors = this.reconcile();
    const nx = await this.#nx.load();
    const onWait = (text: string) => this.emit('waiting', text);
    return computeGraph({ nx, supervisors, startedAt, busy: this.#busy, onWait });
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

  #createSupervisors(): (entry: Supervisor['entry']) => Supervisor {
    const tsconfig = readRootTsconfig(this.root);
    const dotenv = readRootDotenv(this.root, this.nxLocation.directory);
    const entries = readPluginEntries(readNxJson(this.root));
    const variables = { ...process.env, ...dotenv, ...this.options.env };
    const env = {
      ...dotenv,
      ...nxEnvironment(this.root),
      ...this.options.env,
    };
    const settings = {
      root: this.root,
      env,
      execArgv: tsconfig.conditions.flatMap((condition) => ['--conditions', condition]),
      tsconfig: tsconfig.file,
      settingsOf: resolveSettings(readHostSettings(this.root, entries), variables, this.options),
      inspectOf: inspectedPlugins(this.options.inspect, variables, entries),
      onLog: this.options.onLog,
    };
    const resolution = {
      root: this.root,
      nxMajor: this.nxLocation.major,
      tsconfig,
      resolveWithNx: async (plugin: string) => (await this.#nx.loadNow()).resolvePlugin(plugin),
    };
    return (entry) => {
      const resolve = () => resolvePlugin(entry.plugin, resolution);
      return new Supervisor(entry, resolve, { ...settings, onWorker: this.#listener() });
    };
  }
}
