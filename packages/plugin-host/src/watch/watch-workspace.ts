import { once } from 'node:events';
import { statSync } from 'node:fs';
import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import { rootGone } from '../errors/error-texts';
import type { WorkspaceError } from '../errors/errors';
import type { ComputedGraph } from '../schedule/compute-graph';
import type { WorkspaceHost } from '../host/workspace-host';
import { ChangeSource } from './change-source';
import { allChanged, compareSnapshots, type FileSnapshot } from '../files/file-snapshot';
import { compareGraphs } from './graph-difference';
import { OwnWrites } from './own-writes';
import type { WatchEvent } from './watch-event';
import { compareWorkers } from './worker-changes';

/**
 * Computes the graph whenever something changed that it depends on, and tells what came of it, until `signal` aborts. Ends by itself
 * if the workspace is removed or moved, and resolves with that then.
 */
export async function watchWorkspace(
  host: WorkspaceHost,
  tell: (event: WatchEvent) => void,
  signal: AbortSignal,
): Promise<'gone' | undefined> {
  const nx = await host.nxAdapter();
  const watch = new Watch(host, tell);
  const changes = new ChangeSource(
    nx,
    host.root,
    (paths) => void watch.onChange(paths),
    ({ message }) => tell({ event: 'unwatched', message }),
  );
  const aborted = (signal.aborted ? Promise.resolve() : once(signal, 'abort')).then(() => undefined);
  changes.start();
  tell({ event: 'watching', root: host.root, pid: process.pid, nx: nx.version });
  void watch.compute();
  const why = await Promise.race([aborted, watch.gone]);
  watch.end();
  await changes.stop();
  tell({ event: 'stopped' });
  return why;
}

class Watch {
  /** Resolves when the directory of the workspace is no longer the one that it was. */
  readonly gone: Promise<'gone'>;
  #noteGone!: () => void;
  readonly #directory: number | undefined;
  /** What the last graph was computed from. */
  #snapshot: FileSnapshot | undefined;
  #graph: ProjectGraph | undefined;
  #workers: WorkspaceHost['runningWorkers'] = [];
  readonly #ownWrites = new OwnWrites();
  readonly #ignored = new Set<string>();
  #isOver = false;
  #lastEndMs = 0;

  constructor(
    private readonly host: WorkspaceHost,
    private readonly onEvent: (event: WatchEvent) => void,
  ) {
    this.gone = new Promise((resolve) => (this.#noteGone = () => resolve('gone')));
    this.#directory = directoryAt(host.root);
    // Also those that clients asked for.
    host.on('graph', (computed, snapshot) => this.#report(computed, snapshot));
  }

  end(): void {
    this.#isOver = true;
  }

  async onChange(paths: string[]): Promise<void> {
    if (this.#isOver || this.#endIfGone()) return;
    try {
      if (this.host.isComputing) await this.#invalidate(paths);
      await this.#examine();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** A file has another content than the index has that the running computation began with, whoever asked for it. */
  async #invalidate(paths: string[]): Promise<void> {
    const stale = await this.host.graphs.findStale(paths);
    if (stale.length > 0 && !this.#ownWrites.isKnown(stale)) this.host.invalidate();
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

  /** Compares by content: what the watcher tells says only that it is time to look. */
  async #examine(): Promise<void> {
    const current = await this.host.takeSnapshot();
    const files = compareSnapshots(this.#snapshot, current);
    const changed = allChanged(files);
    const configuration = this.host.isReconfigured;
    if (this.#isOver || (changed.length === 0 && !configuration)) return;
    this.#snapshot = current;
    const isWorthGraph = this.#ownWrites.isWorthGraph(changed, performance.now() - this.#lastEndMs);
    if (!configuration && !isWorthGraph) return this.#ignore(changed);
    this.#tell({ event: 'changed', files, configuration });
    await this.compute();
  }

  #report({ graph, errors, timings }: ComputedGraph, snapshot: FileSnapshot): void {
    const [before, workersBefore] = [this.#graph, this.#workers];
    this.#graph = graph;
    this.#lastEndMs = performance.now();
    this.#workers = this.host.runningWorkers;
    const files = compareSnapshots(this.#snapshot, snapshot);
    this.#snapshot = snapshot;
    // What a client has asked for before it was looked at here, and what changed since it was.
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

  /** Said once of each file. */
  #ignore(changed: string[]): void {
    const files = changed.filter((file) => !this.#ignored.has(file));
    for (const file of files) this.#ignored.add(file);
    if (files.length > 0) this.#tell({ event: 'ignored', files });
  }

  #tell(event: WatchEvent): void {
    if (!this.#isOver) this.onEvent(event);
  }

  /** Nothing that is said of its files is of use then. */
  #endIfGone(): boolean {
    const { root } = this.host;
    if (directoryAt(root) === this.#directory) return false;
    const { code, message } = rootGone(root);
    this.#tell({ event: 'failed', code, message });
    this.end();
    this.#noteGone();
    return true;
  }

  #fail(error: unknown): void {
    if (this.#isOver || this.#endIfGone()) return;
    const { code, message } = error as WorkspaceError;
    this.#tell({ event: 'failed', ...(code && { code }), message });
  }
}

/** Another one, or none, if it was removed or moved. */
function directoryAt(root: string): number | undefined {
  try {
    return statSync(root).ino;
  } catch {
    return undefined;
  }
}
