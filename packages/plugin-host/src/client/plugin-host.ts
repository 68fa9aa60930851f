import type { HookName, LogLine } from '@plugin-isolation/plugin-worker';
import { checkArguments, guarded } from '@plugin-isolation/plugin-worker/internal/arguments';
import { readPluginEntries, type PluginEntry } from '../config/plugin-entries';
import { readNxJson } from '../config/read-nx-json';
import type { HostApi } from '../host/host-api';
import { fromAnswer } from '../host/run-hook';
import { HostEvents, type HostEvent } from '../host/host-event';
import { Computations } from '../schedule/computations';
import type { ComputedGraph } from '../schedule/compute-graph';
import { askedNow } from '../timing/asked';
import { untilAborted } from '../timing/until-aborted';
import type { WorkerStatus } from '../workers/worker-status';
import { GuardedEmitter } from './guarded-emitter';
import { COMPUTE, RUN_HOOK, STATUS } from './host-arguments';
import { HostConnection } from './host-connection';
import type { HostSource } from './host-link';
import { LastGraph } from './last-graph';
import type {
  ComputeOptions,
  HookFunction,
  PluginHostEvents,
  PluginHostOptions,
  PluginHostStatusOptions,
} from './plugin-host-options';

/**
 * A host of one workspace in a process of its own, and its workers. This process stays clean: neither plugins nor Nx
 * run in it. It ends by itself when its own work is done, with the host and its workers alive.
 */
export class PluginHost extends GuardedEmitter<PluginHostEvents> implements AsyncDisposable {
  /** @internal What the public events are made of. */
  readonly events = new HostEvents();
  #plugins: PluginEntry[] = [];
  readonly #printLine: ((line: LogLine) => void) | undefined;
  readonly #connection: HostConnection;
  readonly #computations = new Computations(() => this.#computeOnce());
  readonly #last = new LastGraph();

  /** @internal Use {@link createPluginHost} or {@link connectPluginHost}. */
  constructor(
    readonly root: string,
    private readonly source: HostSource,
    options: Pick<PluginHostOptions, 'onLog'>,
  ) {
    super();
    this.#connection = new HostConnection(root, source, (event) => this.events.tell(event));
    if (options.onLog) this.#printLine = guarded((line) => options.onLog?.(line));
    // An 'error' event that nobody listens for must not end the caller's process.
    this.on('error', () => undefined);
    this.events.listen((event) => this.#publish(event));
  }

  /**
   * The entries of `nx.json`, in its order, as they were when the host was opened, or when the last graph or status was
   * asked for. They stay as they are if `nx.json` can't be read then.
   */
  get plugins(): PluginEntry[] {
    return structuredClone(this.#plugins);
  }

  /**
   * The graph as it is now, with what made it partial in `errors`. Callers at the same time share one computation.
   * @throws {ArgumentsError} `ARGUMENTS_INVALID`
   * @throws {WorkspaceError} if there can't be a graph, such as with an `nx.json` that can't be read.
   * @throws {HostClosedError} `HOST_CLOSED` after {@link close}.
   * @throws {HostEndedError} `HOST_ENDED` if a served host ends before it answers.
   * @throws {WorkerError} if a host process that was launched ends before it answers.
   * @throws the reason of `signal`.
   */
  async computeProjectGraph(options: ComputeOptions = {}): Promise<ComputedGraph> {
    checkArguments('computeProjectGraph', options, COMPUTE);
    const { fresh = false, signal } = options;
    signal?.throwIfAborted();
    const computed = await untilAborted(this.#compute(fresh), signal);
    this.events.tell({ type: 'graph', computed });
    return computed;
  }

  /**
   * The plugins of `nx.json` and their workers.
   * @throws the same errors as {@link computeProjectGraph}.
   */
  async status(options: PluginHostStatusOptions = {}): Promise<WorkerStatus[]> {
    checkArguments('status', options, STATUS);
    const { start = true } = options;
    // To open a host process of our own would start workers.
    if (!start && this.source.isOwn && (await this.#connection.isGone())) return this.#stoppedPlugins();
    return this.#call((api) => api.status({ start }));
  }

  /**
   * Calls one hook of one plugin in its worker, outside of a graph: the only way to `preTasksExecution` and
   * `postTasksExecution`. Variables that `preTasksExecution` deletes are there as `undefined`.
   * @param plugin its name in `nx.json`, or its position in `plugins` if it is listed twice
   * @throws {WorkspaceError} `PLUGIN_UNKNOWN` if there is no such plugin, or it has no such hook.
   * @throws what the hook throws; and the same errors as {@link computeProjectGraph}.
   */
  async runHook<H extends HookName>(
    plugin: string | number,
    hook: H,
    ...args: Parameters<HookFunction<H>>
  ): Promise<Awaited<ReturnType<HookFunction<H>>>> {
    checkArguments('runHook', { plugin, hook }, RUN_HOOK);
    const answer = await this.#call((api) => api.runHook({ plugin, hook, args }));
    return fromAnswer(answer) as Awaited<ReturnType<HookFunction<H>>>;
  }

  /** Stops the workers and the host process; leaves a served one alone. Idempotent. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** @internal Opens the link to the host process. A host process that is launched starts its workers at once. */
  async start(): Promise<void> {
    await this.#connection.open();
    this.#readPlugins();
  }

  async #compute(fresh: boolean): Promise<ComputedGraph> {
    if (fresh && !this.source.isOwn) return this.#computeApart();
    if (fresh) await this.#connection.renew();
    return this.#computations.request();
  }

  /** The served host belongs to others, too. */
  async #computeApart(): Promise<ComputedGraph> {
    const link = await this.source.openFresh((event) => this.events.tell(event));
    try {
      return await new LastGraph().ask(link.api, askedNow());
    } finally {
      await link.release();
    }
  }

  #computeOnce(): Promise<ComputedGraph> {
    const asked = askedNow();
    return this.#call((api) => this.#last.ask(api, asked));
  }

  async #call<T>(use: (api: HostApi) => Promise<T>): Promise<T> {
    try {
      const answer = await this.#connection.call(use);
      this.#readPlugins();
      return answer;
    } catch (error) {
      this.events.tell({ type: 'error', error: error as Error });
      throw error;
    }
  }

  #readPlugins(): void {
    try {
      this.#plugins = readPluginEntries(readNxJson(this.root));
    } catch {
      // The host says so, in the error of a request.
    }
  }

  #stoppedPlugins(): WorkerStatus[] {
    this.#readPlugins();
    return this.#plugins.map(({ plugin, index }) => ({ plugin, index }));
  }

  #publish(event: HostEvent): void {
    switch (event.type) {
      case 'log':
        return this.#publishLine(event.line);
      case 'worker':
        return void this.emit('worker', event.worker);
      case 'waiting':
        return void this.emit('waiting', event.sentence);
      case 'graph':
        return void this.emit('graph', event.computed);
      case 'error':
        return void this.emit('error', event.error);
      case 'profile':
        return;
    }
  }

  #publishLine(line: LogLine): void {
    this.emit('log', line);
    if (this.#printLine) this.#printLine(line);
    else if (this.listenerCount('log') === 0) process.stderr.write(`[${line.plugin}] ${line.line}\n`);
  }
}
