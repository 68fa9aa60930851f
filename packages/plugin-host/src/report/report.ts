import type { ProjectConfiguration, SerializedError } from '@plugin-isolation/plugin-worker';
import type { GraphError } from '../errors/graph-errors';
import type { HookTiming } from '../hooks/layers/timed';
import type { WorkerStatus } from '../workers/worker-status';

/** All that a report page shows, as plain JSON. Times are in milliseconds since the graph was asked for. */
export interface Report {
  root: string;
  /** Versions. */
  nx: string;
  node: string;
  /** ISO 8601. */
  createdAt: string;
  totalMs: number;
  /** Nothing had changed since the graph before: no hook ran. */
  isReused: boolean;
  /** The process that computed the graph, if that is known. */
  hostPid?: number;
  /** In the order in which they were started. */
  workers: WorkerLife[];
  hooks: HookTiming[];
  criticalPath: CriticalStep[];
  /** Each entry of `nx.json`, as it was after the last hook. */
  plugins: WorkerStatus[];
  errors: GraphError[];
  /** By name. */
  projects: ReportProject[];
  /** Between projects: positions in {@link projects}, and the type. */
  edges: [source: number, target: number, type: string][];
  externalNodeCount: number;
}

/** One worker, from its start to its end. */
export interface WorkerLife {
  plugin: string;
  generation: number;
  pid?: number;
  startMs: number;
  /** When the plugin was loaded. */
  readyMs?: number;
  /** Not there if it was alive when the report was made. */
  endMs?: number;
  /** It failed to start, or ended unasked. */
  error?: SerializedError;
}

/** A piece of the time that nothing else could have shortened. */
export interface CriticalStep {
  startMs: number;
  endMs: number;
  /** `load`, a hook, or `host` for what Nx and the host do themselves. */
  kind: string;
  plugin?: string;
}

export interface ReportProject {
  name: string;
  type: string;
  configuration: ProjectConfiguration;
  /** What set each property; positions in {@link sources}. */
  origins: Record<string, number>;
  sources: [file: string | null, plugin: string][];
}
