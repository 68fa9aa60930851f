import type { Capabilities } from '@plugin-isolation/plugin-worker';
import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import type { PluginEntry } from '../config/plugin-entries';
import type { GraphError } from '../errors/graph-errors';
import type { FileHistory } from '../files/file-history';
import type { FileSnapshot } from '../files/file-snapshot';
import type { NxAdapter, NxPlugin } from '../nx/adapter';
import type { KeptResults } from '../results/kept-results';
import type { WorkspaceNow } from '../results/kept-results-settings';
import type { Supervisor } from '../workers/supervisor';
import type { Layer } from './around';
import type { CallParts } from './call-parts';
import { afterWorkers } from './layers/after-workers';
import { cleanResults } from './layers/clean-results';
import { currentWorker } from './layers/current-worker';
import { earlyNodes } from './layers/early-nodes';
import { createResultQueues, inOrder } from './layers/in-order';
import { jsonNodes } from './layers/json-nodes';
import { LastGoodResults } from './layers/last-good-results';
import { LastGoodStore } from './layers/last-good-store';
import { noteUse } from './layers/note-use';
import { reuse, type Reuse } from './layers/reuse';
import { stopAfterUse } from './layers/stop-after-use';
import { tellResults, type OnResult } from './layers/tell-results';
import { timed, type CallNote, type Clock, type Explanation, type HookTiming } from './layers/timed';

export interface HookRunSettings extends Omit<Clock, 'timings'> {
  nx: Pick<NxAdapter, 'dataDirectory' | 'matchFiles' | 'createNodesContext' | 'askIndex'>;
  nxJson: Record<string, unknown>;
  /** Knows how the index of files changed for each worker. */
  files: Pick<FileHistory, 'changesFor'>;
  /** What the hooks are given, in parts. */
  parts: CallParts;
  /** Hears what each hook of a plugin of `nx.json` gives. */
  onResult?: OnResult | undefined;
  /** Resolves when the files of the index are known. */
  listed: () => Promise<Pick<FileSnapshot, 'digest'>>;
}

/** One run over the hooks of all plugins: starts them early, times them, and hands their results to Nx in order. */
export class HookRun {
  readonly timings: HookTiming[] = [];
  readonly #queues = createResultQueues();
  readonly #workers: HostedPluginWorker[] = [];
  readonly #lastGood: LastGoodResults[] = [];
  readonly #results: KeptResults[] = [];

  constructor(private readonly settings: HookRunSettings) {}

  /**
   * A plugin of `nx.json` as Nx takes it, with its `createNodes` already running.
   * @throws what its launch threw, if there is no last good result of it.
   */
  async start(supervisor: Supervisor): Promise<NxPlugin> {
    const { entry, launch } = supervisor;
    const lastGood = launch.lastGoodResults ? this.#lastGoodOf(entry) : undefined;
    const { include, exclude, index, plugin } = entry;
    const kept = await this.#keptPlugin(supervisor);
    if (kept)
      return compose(
        { ...kept, include, exclude, index, entry: plugin },
        this.#layersOf(supervisor, undefined, lastGood),
      );
    const worker = await supervisor.answeringWorker().catch((error: Error) => error);
    if (worker instanceof Error) {
      if (!lastGood) throw worker;
      const standIn = lastGood.standIn(worker, { include, exclude, entry: plugin });
      return compose(standIn, [lastGood.cover, this.#timed(), inOrder(this.#queues)]);
    }
    this.#workers.push(worker);
    const own: NxPlugin = { ...worker.plugin, include, exclude, index, entry: plugin };
    return compose(own, this.#layersOf(supervisor, worker, lastGood));
  }

  /** A core plugin, which computes in this process. */
  observe(core: NxPlugin): Promise<NxPlugin> {
    return compose(core, [
      // What they read in the workspace is no safer: a directory may be named `__proto__`.
      cleanResults,
      jsonNodes,
      afterWorkers(this.#workers),
      this.#timed(),
      inOrder(this.#queues),
    ]);
  }

  /** What failed and was replaced by last good results; keeps those of this run for the next one. */
  settleLastGood(): GraphError[] {
    for (const lastGood of this.#lastGood) lastGood.save();
    return this.#lastGood.flatMap(({ errors }) => errors);
  }

  /** Keeps what the hooks gave for the next graph, in whichever process. */
  async saveResults(): Promise<void> {
    for (const results of this.#results) {
      await results.settled();
      results.save();
    }
  }

  /** From the worker outwards: each has those before it inside, and Nx calls the last one. */
  #layersOf(
    supervisor: Supervisor,
    worker: HostedPluginWorker | undefined,
    lastGood: LastGoodResults | undefined,
  ): Layer[] {
    const { nx, nxJson, files, parts, onResult } = this.settings;
    const { results } = supervisor;
    let used = worker;
    const calls = new Map<string, CallNote>();
    const onCall = (current: HostedPluginWorker, hook: string) => {
      if (!this.#workers.includes(current)) this.#workers.push(current);
      used = current;
      calls.set(hook, noteCall(current));
    };
    const renew = () => supervisor.release();
    const explanations = new Map<string, Explanation>();
    const explain: Reuse['explain'] = (hook, explanation) => void explanations.set(hook, explanation);
    return [
      currentWorker(supervisor, worker, { files, parts, onCall }),
      ...(results ? [reuse({ results, now: this.#now, parts, worker: () => used, renew, explain })] : []),
      // Inside of the order: in it, results also wait for those of other plugins.
      ...(supervisor.launch.stopAfterUse ? [stopAfterUse(afterRecording(supervisor))] : []),
      ...(lastGood ? [lastGood.cover] : []),
      cleanResults,
      ...(onResult ? [tellResults(onResult)] : []),
      this.#timed({ explanations, calls }),
      earlyNodes(this.#matchFiles, () => nx.createNodesContext(nxJson)),
      inOrder(this.#queues),
      noteUse(supervisor),
    ];
  }

  /** The plugin as its kept results have it, if they may be the answer. */
  async #keptPlugin(supervisor: Supervisor): Promise<NxPlugin | undefined> {
    const { results } = supervisor;
    if (!results) return undefined;
    this.#results.push(results);
    if (!(await results.ask(this.#now))) return undefined;
    const { name, capabilities } = results.kept!;
    return { name, ...hooksOf(capabilities) };
  }

  readonly #now: WorkspaceNow = {
    askIndex: (name, args) => this.settings.nx.askIndex(name, args),
    filesDigest: async () => (await this.settings.listed()).digest,
  };

  #timed(notes: Pick<Clock, 'explanations' | 'calls'> = {}): Layer {
    return timed({ ...this.settings, timings: this.timings, ...notes });
  }

  readonly #matchFiles = async (plugin: NxPlugin, pattern: string): Promise<string[]> => {
    await this.settings.listed();
    return this.settings.nx.matchFiles(plugin, pattern);
  };

  #lastGoodOf(entry: PluginEntry): LastGoodResults {
    const store = new LastGoodStore(this.settings.nx.dataDirectory, entry);
    const lastGood = new LastGoodResults(store, entry.index);
    this.#lastGood.push(lastGood);
    return lastGood;
  }
}

/** The call itself is written in this turn. */
function noteCall(worker: HostedPluginWorker): CallNote {
  const note: CallNote = { pid: worker.pid, calledAt: performance.now() };
  queueMicrotask(() => void worker.flushed().then(() => (note.sentAt = performance.now())));
  return note;
}

/** The worker of a plugin is still asked what it has seen when its last hook is done. */
function afterRecording(supervisor: Supervisor): Pick<Supervisor, 'release'> {
  return {
    release: () => (supervisor.results?.settled() ?? Promise.resolve()).then(() => supervisor.release()),
  };
}

/** Hooks that are only there to be wrapped: the layer of the current worker calls none of them. */
function hooksOf(capabilities: Capabilities): Partial<NxPlugin> {
  const hooks = Object.entries(capabilities).map(([hook, capability]) => {
    const call = () => Promise.reject(new Error(`${hook} has no worker`));
    return [hook, typeof capability === 'string' ? [capability, call] : call];
  });
  return Object.fromEntries(hooks) as Partial<NxPlugin>;
}

async function compose(plugin: NxPlugin, layers: Layer[]): Promise<NxPlugin> {
  let composed = plugin;
  for (const layer of layers) composed = await layer(composed);
  return composed;
}
