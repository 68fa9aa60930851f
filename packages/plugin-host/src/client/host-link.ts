import type { LogLine, WorkerEvent } from '@plugin-isolation/plugin-worker';
import type { ComputedGraph } from '../schedule/compute-graph';
import type { WorkerStatus } from '../workers/worker-status';

/** What a host process does for its client, whoever launched it. */
export interface HostApi {
  computeProjectGraph(): Promise<ComputedGraph>;
  status(): Promise<WorkerStatus[]>;
}

/** A host process that a client is connected to. */
export interface HostLink {
  readonly api: HostApi;
  readonly isOpen: boolean;
  /** Lets the host go: one that this process launched is stopped, a served one goes on. */
  release(): Promise<void>;
}

export interface HostListeners {
  onLog: (line: LogLine) => void;
  onEvent: (event: WorkerEvent) => void;
}

/** Where a client finds its host process. */
export interface HostSource {
  /** Whether what is opened is this client's alone. */
  readonly isOwn: boolean;
  open: (listeners: HostListeners) => Promise<HostLink>;
  /** A new host process of this client, with new workers and without caches. */
  openFresh: (listeners: HostListeners) => Promise<HostLink>;
}
