import type { HookTiming } from '../hooks/layers/timed';
import type { WorkspaceHost } from './workspace-host';
import type { WorkerStatus } from '../workers/worker-status';

/** A served host and its workers, as data. No worker is started for it. */
export interface HostDescription {
  root: string;
  pid: number;
  /** ISO 8601. */
  startedAt: string;
  /** Versions. */
  nx: string;
  node: string;
  rssBytes: number;
  /** Graphs that were computed so far. */
  graphCount: number;
  /** Why the last graph could not be computed; absent if it could. */
  lastError?: string;
  /** What the host waits for before any plugin can work, as sentences. */
  waits: string[];
  workers: WorkerStatus[];
  /**
   * Hooks of the last graph: reused or run, and why. If nothing had changed since the graph before, all are reused;
   * absent if there is no graph yet.
   */
  hooks?: HookTiming[];
}

export async function describeHost(host: WorkspaceHost, startedAt: string): Promise<HostDescription> {
  const { root, nxLocation, graphs } = host;
  const { count: graphCount, lastError, lastHooks } = host.requests;
  return {
    root,
    pid: process.pid,
    startedAt,
    nx: nxLocation.version,
    node: process.version,
    rssBytes: process.memoryUsage().rss,
    graphCount,
    waits: graphs.busy.waits,
    ...(lastError && { lastError: lastError.message }),
    workers: await host.status({ start: false }),
    ...(lastHooks && { hooks: lastHooks }),
  };
}
