import type { CreateNodesResult, PluginProxy, PluginWorker } from '@plugin-isolation/plugin-worker';
import type { PluginEntry } from '../config/plugin-entries';
import type { BusyPlugins } from '../timing/busy-plugins';
import { untilAborted } from '../timing/until-aborted';
import type { Supervisor } from '../workers/supervisor';
import { withCleanResults, withJsonNodes } from './clean-results';
import type { GraphError } from '../errors/graph-errors';
import { Turnstile } from './result-queue';
import type { IndexHistory } from '../files/index-history';
import { LastGoodResults } from './last-good';
import { LastGoodStore, type GraphHook } from './last-good-store';
import type { NxAdapter, NxPlugin } from '../nx/adapter';
import { noteUse } from './note-use';
import { namesOf, owned } from '../errors/plugin-names';
import { stopAfterUse } from './stop-after-use';

/** When one hook of one plugin ran, in milliseconds since the graph was asked for. */
export interface HookTiming {
  /** As `nx.json` names it; a core plugin, as Nx does. */
  plugin: string;
  hook: string;
  startMs: number;
  elapsedMs: number;
}

/** One run over the hooks of all plugins: starts them early, times them, and lets their results pass in order. */
export class HookRun {
  readonly timings: HookTiming[] = [];
  readonly #turnstiles: Record<GraphHook, Turnstile> = {
    createNodes: new Turnstile(),
    createDependencies: new Turnstile(),
    createMetadata: new Turnstile(),
  };

  constructor(
    private readonly nx: NxAdapter,
    private readonly nxJson: Record<string, unknown>,
    private readonly startedAt: number,
    private readonly busy: BusyPlugins,
    private readonly signal: AbortSignal,
    private readonly index: IndexHistory,
  ) {}

  readonly #workers: PluginWorker[] = [];
  #listed: Promise<void> | undefined;
  readonly #lastGood: LastGoodResults[] = [];

  /** A plugin as Nx takes it, with its `createNodes` already running. */
  async start(supervisor: Supervisor): Promise<NxPlugin> {
    return noteUse(await this.#start(supervisor), supervisor);
  }

  async #start(supervisor: Supervisor): Promise<NxPlugin> {
    const { include, exclude, index, plugin: entry } = supervisor.entry;
    const lastGood = supervisor.launch.lastGoodResults ? this.#lastGoodOf(supervisor.entry) : undefined;
    const worker = await supervisor.answeringWorker().catch((error: Error) => error);
    if (worker instanceof Error) {
      if (!lastGood) throw worker;
      return this.#inOrder(lastGood.standIn(worker, { include, exclude, entry }));
    }
    this.#workers.push(worker);
    const own: NxPlugin = {
      ...withLaterHooks(this.#withIndex(worker, supervisor), supervisor),
      include,
      exclude,
      index,
      entry,
    };
    // Right around the worker's own hooks: in order, results also wait for those of other plugins.
    const used = supervisor.launch.stopAfterUse ? stopAfterUse(own, supervisor) : own;
    const plugin = withCleanResults(lastGood?.cover(used) ?? used);
    if (!plugin.createNodes) return this.#inOrder(plugin);
    const [pattern, createNodes] = plugin.createNodes;
    await this.listFiles();
    const files = await this.nx.matchFiles(plugin, pattern);
    const context = this.nx.createNodesContext(this.nxJson);
    let early: Promise<CreateNodesResult[]> | undefined = this.#time(
      entry,
      'createNodes',
      createNodes(files, context),
    );
    early.catch(() => undefined);
    const takeEarly: typeof createNodes = (asked, given) => {
      const taken = isSame(asked, files) ? early : undefined;
      // Nx changes what it is given: who asks once more needs another one.
      early = undefined;
      return taken ?? this.#time(entry, 'createNodes', createNodes(asked, given));
    };
    return this.#inOrder({ ...plugin, createNodes: [pattern, takeEarly] });
  }

  /** Notes what the index has. */
  listFiles(): Promise<void> {
    this.#listed ??= this.index.keptHashes.list(this.nx).then((files) => this.index.add(files));
    return this.#listed;
  }

  /** The worker's plugin, told how the index of files changed. Who asks again may meet another worker. */
  #withIndex(worker: PluginWorker, supervisor: Supervisor): PluginProxy {
    const { plugin } = worker;
    if (!plugin.createNodes) return plugin;
    const [pattern] = plugin.createNodes;
    let next: PluginWorker | undefined = worker;
    const tell: (PluginProxy['createNodes'] & object)[1] = async (files, context) => {
      const current = next ?? (await supervisor.worker());
      next = undefined;
      return (await current.plugin.createNodes?.[1](files, context, this.index.changeFor(current))) ?? [];
    };
    return { ...plugin, createNodes: [pattern, tell] };
  }

  /**
   * A core plugin, which computes in this process. It lets the workers have their calls first: it blocks the event loop that
   * sends them.
   */
  observe(core: NxPlugin): NxPlugin {
    // What they read in the workspace is no safer: a directory may be named `__proto__`.
    const plugin = withCleanResults(core);
    const observed = withJsonNodes(plugin);
    const { name, createNodes } = observed;
    if (createNodes) {
      const [pattern, create] = createNodes;
      observed.createNodes = [pattern, (...args) => this.#time(name, 'createNodes', create(...args))];
    }
    if (plugin.createDependencies) {
      observed.createDependencies = async (context) => {
        await Promise.all(this.#workers.map((worker) => worker.flushed()));
        return plugin.createDependencies!(context);
      };
    }
    return this.#inOrder(observed);
  }

  /** What failed and was replaced by last good results; keeps those of this run for the next one. */
  settleLastGood(): GraphError[] {
    for (const lastGood of this.#lastGood) lastGood.save();
    return this.#lastGood.flatMap(({ errors }) => errors);
  }

  #lastGoodOf(entry: PluginEntry): LastGoodResults {
    const lastGood = new LastGoodResults(new LastGoodStore(this.nx.dataDirectory, entry), entry.index);
    this.#lastGood.push(lastGood);
    return lastGood;
  }

  #inOrder(plugin: NxPlugin): NxPlugin {
    const { createNodes } = plugin;
    const names = namesOf(plugin);
    const pass = <T>(hook: GraphHook, work: Promise<T>) => this.#turnstiles[hook].pass(owned(work, names));
    const timed = <T>(hook: GraphHook, work: Promise<T>) => pass(hook, this.#time(names.plugin, hook, work));
    const ordered = { ...plugin };
    if (createNodes)
      ordered.createNodes = [createNodes[0], (...args) => pass('createNodes', createNodes[1](...args))];
    if (plugin.createDependencies) {
      ordered.createDependencies = (context) =>
        timed('createDependencies', plugin.createDependencies!(context));
    }
    if (plugin.createMetadata) {
      ordered.createMetadata = (graph, context) =>
        timed('createMetadata', plugin.createMetadata!(graph, context));
    }
    return ordered;
  }

  async #time<T>(plugin: string, hook: GraphHook, work: Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const end = this.busy.begin(plugin, hook);
    try {
      return await untilAborted(work, this.signal);
    } finally {
      end();
      const startMs = startedAt - this.startedAt;
      this.timings.push({ plugin, hook, startMs, elapsedMs: performance.now() - startedAt });
    }
  }
}

/** After a crash in an earlier hook, the hooks that are still to come are served by the next worker. */
function withLaterHooks(plugin: PluginProxy, supervisor: Supervisor): PluginProxy {
  const current = async () => (await supervisor.worker()).plugin;
  return {
    ...plugin,
    ...(plugin.createDependencies && {
      createDependencies: async (context) => (await current()).createDependencies?.(context) ?? [],
    }),
    ...(plugin.createMetadata && {
      createMetadata: async (graph, context) => (await current()).createMetadata?.(graph, context) ?? {},
    }),
  };
}

function isSame(left: string[], right: string[]): boolean {
  return left.length === right.length && left.every((file, index) => file === right[index]);
}
