import { setTimeout } from 'node:timers/promises';
import type { HookName } from '@plugin-isolation/plugin-worker';
import { HostConnection } from '../client/host-connection';
import type { ServedOrOwnHosts } from '../client/served-or-own-hosts';
import { HostEndedError } from '../errors/errors';
import type { GraphForNx } from '../host/graph-for-nx';
import type { HostApi } from '../host/host-api';
import type { HostListener } from '../host/host-event';
import { fromAnswer } from '../host/run-hook';
import type { LoadedPlugin } from '../hooks/loaded-plugin';
import { askedAtStart, askedNow, type Asked } from '../timing/asked';
import type { WorkerStatus } from '../workers/worker-status';
import { asNxSaysIt, GraphFailures } from './graph-failures';
import type { KnownGraph } from './known-graph';
import { IdleTimer } from './idle-timer';

/**
 * A host that nobody has asked for this long is not needed by most commands any more, and takes 150 MB and more while
 * their tasks run.
 */
const IDLE_MS = 5000;
/** Nobody waits longer than this for a served host that is at work, or suspended, if there is something else to do. */
const PATIENCE_MS = 40;

interface NxHostOptions {
  onEvent: HostListener;
  /** Whether a host that this process launched is stopped when it is idle. */
  isLetGo: boolean;
  known: Pick<KnownGraph, 'begin' | 'find' | 'read'>;
}

/**
 * The host that answers the nx of this process. It is found or launched with the first question, and with the next one
 * after it was let go.
 */
export class NxHost {
  readonly #connection: HostConnection;
  /** What was begun early; nx may load meanwhile. */
  #beginning: Promise<void> = Promise.resolve();
  #early: Promise<GraphForNx> | undefined;
  /** Those of the last graph. */
  #plugins: LoadedPlugin[] | undefined;
  #failures = new GraphFailures([], []);
  #statuses: Promise<WorkerStatus[]> | undefined;

  /** When the graph that is asked for next was asked for, if that is known. */
  #asked: Asked | undefined;
  readonly #idle: IdleTimer;
  readonly #known: NxHostOptions['known'];
  /** Whether the last graph may be the answer to the next request: that was looked at early. */
  #mayBeKnown: boolean | undefined;
  readonly #isServed: () => Promise<boolean>;

  constructor(root: string, hosts: ServedOrOwnHosts, { onEvent, isLetGo, known }: NxHostOptions) {
    this.#known = known;
    this.#isServed = () => hosts.isServed(onEvent);
    this.#connection = new HostConnection(root, hosts, onEvent);
    this.#idle = new IdleTimer(IDLE_MS, () => {
      if (isLetGo && this.#isDone()) this.#connection.letGo().catch(() => undefined);
    });
  }

  /**
   * Asks for the graph that nx will want first, unless it is probably known. A served host is asked in any case: if
   * something has changed, it is at work while nx is still loading. Resolves when the question is on its way, or when a
   * served host is too busy to take it at once.
   */
  async askEarly(): Promise<void> {
    this.#asked = askedAtStart();
    const isServed = this.#isServed();
    this.#beginning = isServed.then((is) => this.#begin(is));
    if (await isSettledSoon(isServed)) await this.#beginning;
  }

  async #begin(isServed: boolean): Promise<void> {
    // The graph was known by the time at which a served host answered, or did not.
    if (this.#plugins) return;
    this.#mayBeKnown = !isServed && this.#known.begin();
    if (this.#mayBeKnown) return;
    await this.#connection.open().catch(() => undefined);
    this.#early = this.#askForGraph();
    // Whoever wants the graph gets the error.
    this.#early.catch(() => undefined);
  }

  /** The graph of the workspace as it is now. */
  async graph(): Promise<GraphForNx> {
    if (!(await isSettledSoon(this.#beginning))) this.#mayBeKnown = this.#known.begin();
    const answer = (await this.#findKnown()) ?? (await this.#idle.during(() => this.#askHost()));
    this.#plugins = answer.plugins;
    this.#asked = undefined;
    this.#failures = new GraphFailures(answer.errors, answer.plugins);
    return answer;
  }

  /**
   * What the plugin at that position of `nx.json` has.
   * @throws what its launch threw.
   */
  async loadedPlugin(plugin: string, index: number): Promise<LoadedPlugin> {
    const isMeant = (each: { plugin: string; index: number }) =>
      each.plugin === plugin && each.index === index;
    const known = this.#plugins?.find(isMeant);
    if (known) return known;
    const failure = this.#failures.ofLoad(plugin);
    if (failure) throw failure;
    const status = (await this.#askForStatus()).find(isMeant);
    if (status?.error) throw asNxSaysIt(status.error);
    return { plugin, index, name: status?.name ?? plugin, capabilities: status?.capabilities ?? {} };
  }

  /** @param plugin its position in `nx.json` */
  async runHook(plugin: number, hook: HookName, args: unknown[]): Promise<unknown> {
    const failure = this.#failures.ofHook(plugin, hook);
    if (failure) throw failure;
    const question = (api: HostApi) => api.runHook({ plugin, hook, args });
    // What comes before and after tasks must not run twice.
    const isAroundTasks = hook === 'preTasksExecution' || hook === 'postTasksExecution';
    return fromAnswer(await (isAroundTasks ? this.#connection.call(question) : this.#ask(question)));
  }

  async #findKnown(): Promise<GraphForNx | undefined> {
    const mayBeKnown = this.#mayBeKnown ?? this.#known.begin();
    this.#mayBeKnown = undefined;
    return mayBeKnown ? this.#known.find() : undefined;
  }

  /** The graph that was asked for early, or a new one. */
  async #askHost(): Promise<GraphForNx> {
    await this.#beginning;
    const early = this.#early;
    this.#early = undefined;
    return early ?? this.#askForGraph();
  }

  async #askForGraph(): Promise<GraphForNx> {
    const asked = this.#asked ?? askedNow();
    this.#asked = undefined;
    const answer = await this.#ask((api) => api.computeForNx({ asked }));
    if (!('kept' in answer)) return answer;
    // Another process may have put another one there meanwhile.
    return this.#known.read(answer.kept) ?? this.#askInline(asked);
  }

  async #askInline(asked: Asked): Promise<GraphForNx> {
    return (await this.#ask((api) => api.computeForNx({ asked, isInline: true }))) as GraphForNx;
  }

  /** Nx loads all plugins at once. */
  #askForStatus(): Promise<WorkerStatus[]> {
    this.#statuses ??= this.#ask((api) => api.status({ start: true })).finally(() => {
      this.#statuses = undefined;
    });
    return this.#statuses;
  }

  /** A served host that ends before it answers is asked no more. */
  #ask<T>(question: (api: HostApi) => Promise<T>): Promise<T> {
    const ask = () => this.#connection.call(question);
    return this.#idle.during(() =>
      ask().catch((error: unknown) => {
        if (!(error instanceof HostEndedError)) throw error;
        return ask();
      }),
    );
  }

  /** Whether nothing is left to do for the plugins of a graph: their workers shall be there when the tasks are done. */
  #isDone(): boolean {
    const hasTaskHook = ({ capabilities }: LoadedPlugin) =>
      Boolean(capabilities.preTasksExecution ?? capabilities.postTasksExecution);
    return this.#plugins !== undefined && !this.#plugins.some(hasTaskHook);
  }
}

function isSettledSoon(promise: Promise<unknown>): Promise<boolean> {
  const isLate = setTimeout(PATIENCE_MS, false, { ref: false });
  return Promise.race([promise.then(() => true), isLate]);
}
