import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import { toGraphError, type GraphError } from '../errors/graph-errors';
import type { FileHistory } from '../files/file-history';
import type { FileSnapshot } from '../files/file-snapshot';
import type { TakeSnapshot, WorkspaceIndex } from '../files/workspace-index';
import type { CallParts } from '../hooks/call-parts';
import { HookRun } from '../hooks/hook-run';
import type { OnResult } from '../hooks/layers/tell-results';
import type { HookTiming } from '../hooks/layers/timed';
import { describeLoadedPlugin, type LoadedPlugin } from '../hooks/loaded-plugin';
import { buildRefusing } from '../hooks/refusal/build-refusing';
import type { NxAdapter, NxPlugin, SourceMaps } from '../nx/adapter';
import type { LockWait } from '../nx/lock-wait';
import type { BusyPlugins } from '../timing/busy-plugins';
import type { Supervisor } from '../workers/supervisor';

/** How long a graph took. */
export interface Timings {
  /** When the graph was asked for, in milliseconds since 1970. */
  startedAt: number;
  /** Milliseconds from the request to the graph. */
  totalMs: number;
  /** Each hook that a plugin has, whether it ran or was reused. */
  hooks: HookTiming[];
  /** Of plugins of `nx.json` that were loaded for this graph. */
  loads: LoadTiming[];
}

/** When one plugin was loaded, or failed to be, in milliseconds since the graph was asked for. */
export interface LoadTiming {
  /** As `nx.json` names it. */
  plugin: string;
  /** Position in `nx.json`'s `plugins`. */
  index: number;
  /** From the request to the launch. */
  startMs: number;
  /** From the spawn of its worker to the loaded plugin. */
  elapsedMs: number;
}

/** A project graph, and what is known of how it came to be. */
export interface ComputedGraph {
  /** In the shape of `@nx/devkit`. */
  graph: ProjectGraph;
  /** Which file and plugin set each property of each project: by root, then by property. */
  sourceMaps: SourceMaps;
  /** Empty if the graph is complete; it is partial otherwise. */
  errors: GraphError[];
  /** How long it took. */
  timings: Timings;
  /** Whether it is the graph of a request before, in whichever process, since nothing has changed: no hook has run. */
  isReused: boolean;
}

/** A graph, and what it was computed from. */
export interface Computation {
  computed: ComputedGraph;
  /** The plugins of `nx.json` that loaded. */
  plugins: LoadedPlugin[];
  snapshot: FileSnapshot;
  /** If it was not computed here: another process has left it. */
  onDisk?: { digest: string; isInNxCache: () => boolean };
}

interface ComputeSettings {
  nx: NxAdapter;
  /** In configured order, with their workers starting. */
  supervisors: Supervisor[];
  /** When the graph was asked for, by `performance.now()`. */
  startedAt: number;
  busy: BusyPlugins;
  /** How long Nx's lock is waited for. */
  lockWait: Pick<LockWait, 'root' | 'timeoutMs'>;
  index: WorkspaceIndex;
  /** The files of the graphs before; gets those of this one. */
  history: FileHistory;
  parts: CallParts;
  onResult: OnResult | undefined;
  /**
   * Aborts if the graph is out of date before it is computed. No hook is waited for then, and what comes out has no
   * use.
   */
  signal: AbortSignal;
}

/**
 * Runs the hooks of all plugins and has Nx merge what they gave. `createNodes` of a plugin starts as soon as that
 * plugin is loaded; results are handed to Nx in configured order.
 */
export function computeGraph(settings: ComputeSettings): Promise<Computation> {
  const { nx, index, history, busy, signal, lockWait } = settings;
  const work = (take: TakeSnapshot) => {
    let listed: Promise<FileSnapshot> | undefined;
    const list = () => (listed ??= take().then((snapshot) => (history.add(snapshot), snapshot)));
    return runHooks(settings, list);
  };
  // Whether the last graph is the answer again may have been looked up in an index of this request.
  const compute = () => index.with(nx, work, settings.startedAt);
  return nx.withGraphLock(compute, { ...lockWait, busy, signal });
}

async function runHooks(settings: ComputeSettings, listed: TakeSnapshot): Promise<Computation> {
  const { nx, supervisors, startedAt, busy, signal, history: files, parts, onResult } = settings;
  const nxJson = nx.readNxJson();
  const run = new HookRun({ nx, nxJson, startedAt, busy, signal, files, parts, listed, onResult });
  const loads = supervisors.map((supervisor) => run.start(supervisor));
  const core = await Promise.all((await nx.loadCorePlugins()).map((plugin) => run.observe(plugin)));
  const snapshot = await listed();
  const { specified, loadErrors } = separate(await Promise.allSettled(loads), supervisors);
  const { graph, sourceMaps, errors } = await buildRefusing({ nx, nxJson, specified, core, signal });
  await run.saveResults();
  const computed: ComputedGraph = {
    graph,
    sourceMaps: sortByRoot(sourceMaps),
    errors: [...loadErrors, ...run.settleLastGood(), ...errors],
    timings: timingsSince(startedAt, run.timings, loadsOf(supervisors, startedAt)),
    isReused: false,
  };
  return { computed, plugins: specified.map(describeLoadedPlugin), snapshot };
}

/** `startedAt` is by `performance.now()`. */
export function timingsSince(startedAt: number, hooks: HookTiming[], loads: LoadTiming[] = []): Timings {
  return {
    startedAt: performance.timeOrigin + startedAt,
    totalMs: performance.now() - startedAt,
    hooks,
    loads,
  };
}

function loadsOf(supervisors: Supervisor[], askedAt: number): LoadTiming[] {
  return supervisors.flatMap(({ plugin, entry: { index }, reports: { lastLaunch } }) => {
    if (!lastLaunch || lastLaunch.startedAt < askedAt) return [];
    const { startedAt, elapsedMs } = lastLaunch;
    return [{ plugin, index, startMs: startedAt - askedAt, elapsedMs }];
  });
}

/** Many a plugin gives its results in the order in which its files were done, and Nx keeps that order here alone. */
function sortByRoot(sourceMaps: SourceMaps): SourceMaps {
  const roots = Object.keys(sourceMaps).sort();
  return Object.fromEntries(roots.map((root) => [root, sourceMaps[root]]));
}

/** What loaded, in configured order, and why the others did not. */
function separate(loads: PromiseSettledResult<NxPlugin>[], supervisors: Supervisor[]) {
  const specified = loads.flatMap((load) => (load.status === 'fulfilled' ? [load.value] : []));
  const loadErrors = loads.flatMap((load, index) =>
    load.status === 'rejected' ? [toLoadError(load.reason as Error, supervisors[index].plugin)] : [],
  );
  return { specified, loadErrors };
}

function toLoadError(error: Error, plugin: string): GraphError {
  const { hook } = error as { hook?: string };
  return toGraphError(error, { plugin }, hook ?? 'load');
}
