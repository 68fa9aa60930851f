import { HostEvents } from '../../src/host/host-event';
import type { ComputedGraph } from '../../src/schedule/compute-graph';
import { createSnapshot } from '../../src/files/file-snapshot';
import type { WatchedHost } from '../../src/watch/watch';

/** A host whose files a test changes, and whose graphs have one project per file. */
export class FakeWatchedHost implements WatchedHost {
  readonly events = new HostEvents();
  isComputing = false;
  runningWorkers = [{ plugin: 'acme', pid: 1 }];
  files: Record<string, string> = {};
  hasOtherConfiguration = false;
  /** What a computation does before its graph is told. */
  compute: () => Promise<void> = () => Promise.resolve();
  graphCount = 0;
  readonly invalidate = jest.fn();
  /** Files that were edited since the running computation began. */
  stale: string[] = [];

  constructor(readonly root: string) {}

  isReconfigured(): boolean {
    return this.hasOtherConfiguration;
  }

  takeSnapshot() {
    return Promise.resolve(createSnapshot({ ...this.files }));
  }

  readonly graphs = {
    findStale: (paths: string[]) => Promise.resolve(paths.filter((path) => this.stale.includes(path))),
    hashFiles: (paths: string[]) => {
      const known = paths.filter((path) => this.files[path] !== undefined);
      return Promise.resolve(Object.fromEntries(known.map((path) => [path, this.files[path]])));
    },
  };

  async prefetchProjectGraph(): Promise<void> {
    await this.compute();
    this.#tellGraph(false);
  }

  /** A graph is done that this watch did not ask for. */
  answerClient(): void {
    this.#tellGraph(true);
  }

  #tellGraph(isAsked: boolean): void {
    this.graphCount++;
    const nodes = Object.fromEntries(
      Object.entries(this.files).map(([name, hash]) => [name, { name, data: { root: hash } }]),
    );
    const computed = {
      graph: { nodes, dependencies: {}, externalNodes: {} },
      errors: [],
      timings: { startedAt: 0, totalMs: 7, hooks: [] },
    } as unknown as ComputedGraph;
    this.events.tell({ type: 'graph', computed, snapshot: createSnapshot({ ...this.files }), isAsked });
  }
}
