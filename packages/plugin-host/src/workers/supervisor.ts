import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import { Deferred } from '@plugin-isolation/plugin-worker/internal/protocol';
import { isSameLaunch, type LaunchConfiguration } from '../config/host-configuration';
import { isSameJson } from '../config/is-same-json';
import type { PluginEntry } from '../config/plugin-entries';
import { CrashHistory, describeEnd } from './crash-history';
import { launchEntry } from './launch-entry';
import type { PluginResolutions } from '../resolve/plugin-resolutions';
import { SourceFiles } from './source-files';
import type { SupervisorSettings } from './supervisor-settings';
import { pluginStopped } from '../errors/worker-error-texts';
import type { FileLooks } from '../results/input-check';
import type { KeptResults } from '../results/kept-results';
import { WorkerReports } from './worker-reports';

/** How often one request replaces a worker whose sources are written while it loads. */
const MAX_REPLACED = 3;

/** Owns the current worker of one plugin entry: starts it, starts it again after a crash within bounds, stops it. */
export class Supervisor {
  #worker: Promise<HostedPluginWorker> | undefined;
  #generation = 0;
  /** The worker of {@link #worker}, once it is loaded. */
  #current: HostedPluginWorker | undefined;
  #crashes = new CrashHistory();
  readonly #sources = new SourceFiles();
  #isStopped = false;
  #hasFailed = false;
  readonly #initialized = new Deferred();
  /** Resolves when the first worker is busy with its load, or failed before it came to that. */
  readonly initialized = this.#initialized.promise;
  /** Resolved file of the plugin, once that is known. */
  file: string | undefined;
  /** How its workers are launched. */
  readonly launch: LaunchConfiguration;
  /** What its hooks gave last, if that may be used again. */
  readonly results: KeptResults | undefined;
  /** The last worker found no hook in the plugin, and was let go. None is started again until a source changes. */
  isHookless = false;
  /** When a hook of a graph ended last, by `performance.now()`. */
  lastUsedMs = 0;
  readonly #stopping = new AbortController();
  readonly reports: WorkerReports;

  constructor(
    public entry: PluginEntry,
    private readonly resolutions: PluginResolutions,
    private readonly settings: SupervisorSettings,
  ) {
    this.results = settings.results?.(entry);
    this.reports = new WorkerReports(entry.plugin, (event) => settings.onWorker(event));
    this.launch = settings.launch;
  }

  /** Name in `nx.json`. */
  get plugin(): string {
    return this.entry.plugin;
  }

  get pid(): number | undefined {
    return this.#current?.pid;
  }

  /** Whether there is a worker, also one that is starting or failed to start. */
  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  /** Whether its worker, or else the next one, may serve a configuration that launches this plugin so. */
  fits(launch: LaunchConfiguration): boolean {
    if (!isSameLaunch(this.launch, launch, this.file)) return false;
    return !this.isRunning || !this.file || this.resolutions.isCurrent(this.plugin, launch.tsconfig);
  }

  /**
   * Takes the entry as it is now. A launch that failed is forgotten: somebody may have fixed what was wrong. So are the
   * crashes, if the entry or a source of what crashed has changed.
   */
  reconfigure(entry: PluginEntry): void {
    if (this.#hasFailed) this.#worker = undefined;
    this.#hasFailed = false;
    const isFixed = !this.#worker && this.#sources.findChange() !== undefined;
    if (isFixed || !isSameJson(entry, this.entry)) this.#crashes = new CrashHistory();
    this.entry = entry;
  }

  /** Starts a worker, unless the answer to the next request is known without one. */
  prepare(looks?: FileLooks): void {
    if (!this.results?.begin(looks) || this.isRunning) return void this.worker().catch(() => undefined);
    this.file = this.results.kept!.file;
    this.#initialized.resolve();
  }

  /** The running worker, or a new one if there is none or the last one crashed. Rejects as its launch did. */
  worker(): Promise<HostedPluginWorker> {
    if (this.#current?.state === 'failed')
      this.#retire(this.#current, 'it was killed: it did not answer in time');
    return (this.#worker ??= this.#launch());
  }

  /**
   * A worker that has just answered, and that has loaded the files as they are now. One that was killed unseen, or
   * whose sources were changed, is replaced before it gets a call. So no call has to be repeated.
   */
  async answeringWorker(): Promise<HostedPluginWorker> {
    let worker = await this.worker();
    const isCurrent = () => this.#sources.areCurrent(this.isHookless ? undefined : worker, this.launch);
    try {
      for (let left = MAX_REPLACED; left > 0 && !(await isCurrent()); left--) {
        this.#crashes = new CrashHistory();
        await this.release();
        if (this.isHookless) this.#worker = undefined;
        worker = await this.worker();
      }
      return worker;
    } catch (error) {
      if (this.#isStopped) throw error;
      this.#retire(worker, (error as Error).message);
      return this.worker();
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    // If it is loaded, the pending calls name their own hooks.
    this.#stopping.abort(this.#current ? 'the host stops it' : pluginStopped(this.plugin));
    const worker = await this.#worker?.catch(() => undefined);
    if (worker) await this.#stop(worker);
  }

  /** Lets the worker go; the next {@link worker} is a new one. */
  async release(): Promise<void> {
    const worker = this.#current;
    if (!worker || this.#isStopped) return;
    this.#current = this.#worker = undefined;
    await this.#stop(worker);
  }

  /** A graph has no use for a plugin without hooks. The files that it had loaded tell when to look again. */
  async #letGo(worker: HostedPluginWorker): Promise<void> {
    if (await this.#sources.ask(worker, this.launch).catch((error: Error) => error)) return;
    this.isHookless = true;
    this.#current = undefined;
    void this.#stop(worker);
  }

  #stop(worker: HostedPluginWorker): Promise<void> {
    return worker.stop().then(() => this.reports.stopped(worker));
  }

  async #launch(): Promise<HostedPluginWorker> {
    const generation = ++this.#generation;
    this.isHookless = false;
    this.#sources.forget();
    const startedAt = performance.now();
    try {
      await this.#crashes.waitForTurn(this.plugin, this.#stopping.signal);
      this.reports.starting(generation);
      const worker = await this.#start(generation);
      this.#current = worker;
      void worker.exited.then(({ code, signal }) => this.#retire(worker, describeEnd(code, signal)));
      this.reports.ready(worker);
      if (Object.keys(worker.capabilities).length === 0) await this.#letGo(worker);
      return worker;
    } catch (error) {
      this.#initialized.resolve();
      this.#hasFailed = true;
      this.reports.failed(generation, performance.now() - startedAt, error as Error);
      throw error;
    }
  }

  async #start(generation: number): Promise<HostedPluginWorker> {
    const { root, launch, onLog, onProfile, launchWorker = launchEntry } = this.settings;
    const resolved = await this.resolutions.resolve(this.plugin, launch.tsconfig);
    this.file = resolved.file;
    const onLastFiles = this.#sources.noteLoading(resolved.file);
    const launching = launchWorker({
      ...resolved,
      ...{ root, launch, onLog, onProfile, generation },
      entry: this.entry,
      signal: this.#stopping.signal,
      onLoading: this.#initialized.resolve,
      onLastFiles,
      cache: this.results?.noteLaunch(resolved.file, generation),
    });
    launching.catch((error: unknown) => this.#crashes.addLaunch(error));
    return launching;
  }

  /** A worker that ended unasked, or does not answer, is not used again. The next {@link worker} is a new one. */
  #retire(worker: HostedPluginWorker, why: string): void {
    if (this.#isStopped || this.#current !== worker) return;
    this.#current = this.#worker = undefined;
    this.#crashes.add(why);
    this.reports.crashed(worker, why);
    // It has usually ended. If it only lost its connection, it must not stay beside its successor.
    void worker.stop();
  }
}
