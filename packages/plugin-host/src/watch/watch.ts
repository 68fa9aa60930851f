import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import { rootGone } from '../errors/workspace-error-texts';
import type { WorkspaceError } from '../errors/errors';
import { allChanged, compareSnapshots, createSnapshot, type FileSnapshot } from '../files/file-snapshot';
import type { WorkspaceHost } from '../host/workspace-host';
import type { ComputedGraph } from '../schedule/compute-graph';
import type { Graphs } from '../schedule/graphs';
import { EventOrder } from './event-order';
import { compareGraphs } from './graph-difference';
import { AFTERMATH_MS, momentOf, OwnWrites } from './own-writes';
import { RootDirectory } from './root-directory';
import type { WatchEvent } from './watch-event';
import { compareWorkers } from './worker-changes';
import { WriteTimes } from './write-times';

/** What a watch needs of a host. */
export type WatchedHost = Pick<
  WorkspaceHost,
  | 'root'
  | 'events'
  | 'isComputing'
  | 'runningWorkers'
  | 'invalidate'
  | 'isReconfigured'
  | 'takeSnapshot'
  | 'prefetchProjectGraph'
> & { graphs: Pick<Graphs, 'findStale' | 'hashFiles'> };

/**
 * Decides what a change of files is worth, has the host compute a graph for it, and tells how graphs and workers
 * differ.
 */
export class Watch {
  readonly #directory: RootDirectory;
  /** The files that the last graph was computed from. */
  #snapshot: FileSnapshot | undefined;
  #graph: ProjectGraph | undefined;
  #workers: WatchedHost['runningWorkers'] = [];
  readonly #ownWrites = new OwnWrites();
  readonly #writeTimes: WriteTimes;
  readonly #events: EventOrder;
  readonly #ignored = new Set<string>();
  #isOver = false;

  constructor(
    private readonly host: WatchedHost,
    onEvent: (event: WatchEvent) => void,
  ) {
    this.#directory = new RootDirectory(host.root);
    this.#writeTimes = new WriteTimes(host.root);
    this.#events = new EventOrder((event) => {
      if (!this.#isOver) onEvent(event);
    });
    // Clients ask for graphs, too.
    host.events.listen((event) => {
      if (event.type === 'graph' && event.snapshot)
        this.#tryToReport(event.computed, event.snapshot, event.isAsked);
    });
  }

  /** Resolves when the directory of the workspace is no longer the one that it was. */
  get gone(): Promise<'gone'> {
    return this.#directory.gone;
  }

  end(): void {
    this.#events.release();
    this.#isOver = true;
  }

  /** `paths` are files that may have changed. */
  async onChange(paths: string[]): Promise<void> {
    if (this.#isOver || this.#endIfGone()) return;
    this.#writeTimes.hear(paths);
    try {
      if (this.host.isComputing) await this.#invalidate(paths);
      await this.#examine(await this.#look(paths));
    } catch (error) {
      this.#fail(error);
    }
  }

  async compute(): Promise<void> {
    try {
      await this.host.prefetchProjectGraph();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The running computation is out of date if a file has another content than when it began. */
  async #invalidate(paths: string[]): Promise<void> {
    const stale = await this.host.graphs.findStale(paths);
    if (stale.length > 0 && !this.#ownWrites.isKnown(stale)) this.host.invalidate();
  }

  /** The files as they are now. If one of `paths` was edited, that is seen without an index of all. */
  async #look(paths: string[]): Promise<FileSnapshot> {
    const { files } = this.#snapshot ?? {};
    if (files && !this.host.isComputing && paths.every((path) => files[path] !== undefined)) {
      const hashes = await this.host.graphs.hashFiles(paths);
      const isEdited = paths.some((path) => hashes[path] !== files[path]);
      const areThere = paths.every((path) => hashes[path] !== undefined);
      if (isEdited && areThere) return createSnapshot({ ...files, ...hashes });
    }
    return this.host.takeSnapshot();
  }

  /** Compares by content: what the watcher tells says only that it is time to look. */
  async #examine(current: FileSnapshot): Promise<void> {
    const files = compareSnapshots(this.#snapshot, current);
    const changed = allChanged(files);
    const configuration = this.host.isReconfigured();
    if (this.#isOver || (changed.length === 0 && !configuration)) return;
    this.#snapshot = current;
    if (!this.#isWorthGraph(changed) && !configuration) return this.#ignore(changed);
    this.#events.tell({ event: 'changed', files, configuration });
    await this.compute();
  }

  #isWorthGraph(changed: string[]): boolean {
    const times = [...this.#writeTimes.take(changed)];
    const moments = times.map(([file, ms]) => [file, momentOf(ms, this.#events.toldAtMs)] as const);
    return this.#ownWrites.isWorthGraph(new Map(moments));
  }

  /** The client that asked for the graph gets it all the same, and at once. */
  #tryToReport(computed: ComputedGraph, snapshot: FileSnapshot, isAsked = false): void {
    try {
      const events = this.#describe(computed, snapshot);
      if (this.#ownWrites.isHeldBack && !isAsked) this.#events.hold([...events], AFTERMATH_MS);
      else for (const event of events) this.#events.tell(event);
    } catch (error) {
      this.#fail(error);
    }
  }

  *#describe({ graph, errors, timings }: ComputedGraph, snapshot: FileSnapshot): Iterable<WatchEvent> {
    const [before, workersBefore] = [this.#graph, this.#workers];
    this.#graph = graph;
    this.#workers = this.host.runningWorkers;
    const files = compareSnapshots(this.#snapshot, snapshot);
    this.#snapshot = snapshot;
    // A client asked before this watch looked, or a file changed since it looked.
    if (before && allChanged(files).length > 0) yield { event: 'changed', files, configuration: false };
    yield {
      event: 'graph',
      elapsedMs: timings.totalMs,
      projects: Object.keys(graph.nodes).length,
      dependencies: Object.values(graph.dependencies).flat().length,
      externalNodes: Object.keys(graph.externalNodes ?? {}).length,
      workers: compareWorkers(workersBefore, this.#workers),
      ...(before && { difference: compareGraphs(before, graph) }),
      errors,
    };
  }

  /** Tells of each file once. */
  #ignore(changed: string[]): void {
    const files = changed.filter((file) => !this.#ignored.has(file));
    for (const file of files) this.#ignored.add(file);
    if (files.length > 0) this.#events.tell({ event: 'ignored', files });
  }

  /** Nothing is told about the files of another directory. */
  #endIfGone(): boolean {
    if (!this.#directory.checkGone()) return false;
    const { code, message } = rootGone(this.host.root);
    this.#events.tell({ event: 'failed', code, message });
    this.end();
    return true;
  }

  #fail(error: unknown): void {
    if (this.#isOver || this.#endIfGone()) return;
    const { code, message } = error as WorkspaceError;
    this.#events.tell({ event: 'failed', ...(code && { code }), message });
  }
}
