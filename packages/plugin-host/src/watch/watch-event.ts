import type { GraphError } from '../errors/graph-errors';
import type { FileChanges } from '../files/file-snapshot';
import type { GraphDifference } from './graph-difference';
import type { WorkerChanges } from './worker-changes';

/** What `plugin-host watch` tells, one JSON line each with `--json`. Times are in milliseconds. */
export type WatchEvent =
  /** Requests are served, and files are watched. */
  | { event: 'watching'; root: string; pid: number; nx: string }
  /** The graph is computed again for these, or has just been computed for a client. Each change is told once. */
  | { event: 'changed'; files: FileChanges; configuration: boolean }
  | {
      event: 'graph';
      elapsedMs: number;
      projects: number;
      dependencies: number;
      externalNodes: number;
      workers: WorkerChanges;
      /** Absent for the first graph. */
      difference?: GraphDifference;
      /** Empty if the graph is complete. */
      errors: GraphError[];
    }
  /** No graph could be computed; the workers and the last graph stay as they are. */
  | { event: 'failed'; code?: string; message: string }
  /** Files that are written each time while a graph is computed, and for which none is computed any more. */
  | { event: 'ignored'; files: string[] }
  /** Files can't be watched. Requests are answered all the same. */
  | { event: 'unwatched'; message: string }
  | { event: 'stopped' };
