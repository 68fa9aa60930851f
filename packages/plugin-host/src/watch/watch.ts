import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import { rootGone } from '../errors/workspace-error-texts';
import type { WorkspaceError } from '../errors/errors';
import { allChanged, compareSnapshots, type FileSnapshot } from '../files/file-snapshot';
import type { WorkspaceHost } from '../host/workspace-host';
import type { ComputedGraph } from '../schedule/compute-graph';
import { compareGraphs } from './graph-difference';
import { OwnWrites } from './own-writes';
import { RootDirectory } from './root-directory';
import type { WatchEvent } from './watch-event';
import { compareWorkers } from './worker-changes';

/** What a watch needs of a host. */
export type WatchedHost = Pick<
  WorkspaceHost,
  | 'root'
  | 'events'
  | 'isComputing'
  | 'runningWorkers'
  | 'invalidate'
  | 'isReconfigured'
  | 'findStale'
  | 'takeSnapshot'
  | 'prefetchProjectGraph'
>;

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
  readonly #ignored = new Set<string>();
  #isOver = false;
  #lastEndMs = 0;

  constructor(
    private readonly host: WatchedHost,
    private readonly onEvent: (event: WatchEvent) => void,
  ) {
    this.#directory = new RootDirectory(host.root);
    // Clients ask for graphs, too.
    host.events.listen((event) => {
      if (event.type === 'graph' && event.snapshot) this.#tryToReport(event.computed, event.snapshot);
    });
  }

  /** Resolves when the directory of the workspace is no longer the one that it was. */
  get gone(): Promise<'gone'> {
    return this.#directory.gone;
  }

  end(): void {
    this.#isOver = true;
  }

  /** `paths` are files that may have changed. */
  async onChange(paths: string[]): Promise<void> {
    if (this.#isOver || this.#endIfGone()) return;
    try {
      if (this.host.isComputing) await this.#invalidate(paths);
      await this.#examine();
    } catch (error) {
      this.#fail(error);
    }
  }

  async compute(): Promise<void> {
    try {
      await this.host.prefetchProjectGraph();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#lastEndMs = performance.now();
    }
  }

  /** The running computation is out of date if a file has another content than when it began. */
  async #invalidate(paths: string[]): Promise<void> {
    const stale = await this.host.findStale(paths);
    if (stale.length > 0 && !this.#ownWrites.isKnown(stale)) this.host.invalidate();
  }

  /** Compares by content: what the watcher tells says only that it is time to look. */
  async #examine(): Promise<void> {
    const current = await this.host.takeSnapshot();
    const files = compareSnapshots(this.#snapshot, current);
    const changed = allChanged(files);
    const configuration = this.host.isReconfigured();
    if (this.#isOver || (changed.length === 0 && !configuration)) return;
    this.#snapshot = current;
    const isWorthGraph = this.#ownWrites.isWorthGraph(changed, performance.now() - this.#lastEndMs);
    if (!configuration && !isWorthGraph) return this.#ignore(changed);
    this.#tell({ event: 'changed', files, configuration });
    await this.compute();
  }

  /** The client that asked for the graph gets it all the same. */
  #tryToReport(computed: ComputedGraph, snapshot: FileSnapshot): void {
    try {
      this.#report(computed, snapshot);
    } catch (error) {
      this.#fail(error);
    }
  }

  #report({ graph, errors, timings }: ComputedGraph, snapshot: FileSnapshot): void {
    const [before, workersBefore] = [this.#graph, this.#workers];
    this.#graph = graph;
    this.#lastEndMs = performance.now();
    this.#workers = this.host.runningWorkers;
    const files = compareSnapshots(this.#snapshot, snapshot);
    this.#snapshot = snapshot;
    // A client asked before this watch looked, or a file changed since it looked.
    if (before && allChanged(files).length > 0) this.#tell({ event: 'changed', files, configuration: false });
    this.#tell({
      event: 'graph',
      elapsedMs: timings.totalMs,
      projects: Object.keys(graph.nodes).length,
      dependencies: Object.values(graph.dependencies).flat().length,
      externalNodes: Object.keys(graph.externalNodes ?? {}).length,
      workers: compareWorkers(workersBefore, this.#workers),
      ...(before && { difference: compareGraphs(before, graph) }),
      errors,
    });
  }

  /** Tells of each file once. */
  #ignore(changed: string[]): void {
    const files = changed.filter((file) => !this.#ignored.has(file));
    for (const file of files) this.#ignored.add(file);
    if (files.length > 0) this.#tell({ event: 'ignored', files });
  }

  #tell(event: WatchEvent): void {
    if (!this.#isOver) this.onEvent(event);
  }

  /** Nothing is told about the files of another directory. */
  #endIfGone(): boolean {
    if (!this.#directory.checkGone()) return false;
    const { code, message } = rootGone(this.host.root);
    this.#tell({ event: 'failed', code, message });
    this.end();
    return true;
  }

  #fail(error: unknown): void {
    if (this.#isOver || this.#endIfGone()) return;
    const { code, message } = error as WorkspaceError;
    this.#tell({ event: 'failed', ...(code && { code }), message });
  }
}
