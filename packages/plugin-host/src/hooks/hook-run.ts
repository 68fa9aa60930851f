import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import type { PluginEntry } from '../config/plugin-entries';
import type { GraphError } from '../errors/graph-errors';
import type { FileHistory } from '../files/file-history';
import type { NxAdapter, NxPlugin } from '../nx/adapter';
import type { Supervisor } from '../workers/supervisor';
import type { Layer } from './around';
import { afterWorkers } from './layers/after-workers';
import { cleanResults } from './layers/clean-results';
import { currentWorker } from './layers/current-worker';
import { earlyNodes } from './layers/early-nodes';
import { createResultQueues, inOrder } from './layers/in-order';
import { jsonNodes } from './layers/json-nodes';
import { LastGoodResults } from './layers/last-good-results';
import { LastGoodStore } from './layers/last-good-store';
import { noteUse } from './layers/note-use';
import { stopAfterUse } from './layers/stop-after-use';
import { timed, type Clock, type HookTiming } from './layers/timed';

export interface HookRunSettings extends Omit<Clock, 'timings'> {
  nx: Pick<NxAdapter, 'dataDirectory' | 'matchFiles' | 'createNodesContext'>;
  nxJson: Record<string, unknown>;
  /** Knows how the index of files changed for each worker. */
  files: Pick<FileHistory, 'changesFor'>;
  /** Resolves when the files of the index are known. */
  listed: () => Promise<unknown>;
}

/** One run over the hooks of all plugins: starts them early, times them, and hands their results to Nx in order. */
export class HookRun {
  readonly timings: HookTiming[] = [];
  readonly #queues = createResultQueues();
  readonly #workers: HostedPluginWorker[] = [];
  readonly #lastGood: LastGoodResults[] = [];

  constructor(private readonly settings: HookRunSettings) {}

  /**
   * A plugin of `nx.json` as Nx takes it, with its `createNodes` already running.
   * @throws what its launch threw, if there is no last good result of it.
   */
  async start(supervisor: Supervisor): Promise<NxPlugin> {
    const { entry, launch } = supervisor;
    const lastGood = launch.lastGoodResults ? this.#lastGoodOf(entry) : undefined;
    const { include, exclude, index, plugin } = entry;
    const worker = await supervisor.answeringWorker().catch((error: Error) => error);
    if (worker instanceof Error) {
      if (!lastGood) throw worker;
      const standIn = lastGood.standIn(worker, { include, exclude, entry: plugin });
      return compose(standIn, [lastGood.cover, this.#timed, inOrder(this.#queues)]);
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
      this.#timed,
      inOrder(this.#queues),
    ]);
  }

  /** What failed and was replaced by last good results; keeps those of this run for the next one. */
  settleLastGood(): GraphError[] {
    for (const lastGood of this.#lastGood) lastGood.save();
    return this.#lastGood.flatMap(({ errors }) => errors);
  }

  /** From the worker outwards: each has those before it inside, and Nx calls the last one. */
  #layersOf(
    supervisor: Supervisor,
    worker: HostedPluginWorker,
    lastGood: LastGoodResults | undefined,
  ): Layer[] {
    const { nx, nxJson, files } = this.settings;
    return [
      currentWorker(supervisor, worker, files),
      // Inside of the order: in it, results also wait for those of other plugins.
      ...(supervisor.launch.stopAfterUse ? [stopAfterUse(supervisor)] : []),
      ...(lastGood ? [lastGood.cover] : []),
      cleanResults,
      this.#timed,
      earlyNodes(this.#matchFiles, () => nx.createNodesContext(nxJson)),
      inOrder(this.#queues),
      noteUse(supervisor),
    ];
  }

  readonly #timed: Layer = (plugin) => timed({ ...this.settings, timings: this.timings })(plugin);

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

async function compose(plugin: NxPlugin, layers: Layer[]): Promise<NxPlugin> {
  let composed = plugin;
  for (const layer of layers) composed = await layer(composed);
  return composed;
}
