import type { LogHandler } from '@plugin-isolation/plugin-worker';
import type { ConfigurationOptions } from '../config/host-configuration';
import type { FileSnapshot } from '../files/file-snapshot';
import type { ComputedGraph } from '../schedule/compute-graph';
import type { WorkerStateEvent } from '../workers/worker-state-event';

export interface WorkspaceHostOptions extends ConfigurationOptions {
  root: string;
  onLog?: LogHandler | undefined;
}

export interface HostEvents {
  worker: [WorkerStateEvent];
  /** A sentence for a person who waits. */
  waiting: [string];
  /** Whoever asked for it; with the files that it was computed from. */
  graph: [ComputedGraph, FileSnapshot];
}
