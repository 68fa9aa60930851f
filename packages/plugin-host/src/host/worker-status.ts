import type { Capabilities, LoaderReport, WorkerState } from '@plugin-isolation/plugin-worker';
import { toGraphError, type GraphError } from '../graph/graph-errors';
import type { Supervisor } from '../workers/supervisor';

/** One plugin of `nx.json` and its worker, as data. */
export interface WorkerStatus {
  /** As `nx.json` names it. */
  plugin: string;
  index: number;
  /** As the plugin names itself. */
  name?: string;
  file?: string;
  loader?: LoaderReport;
  capabilities?: Capabilities;
  state?: WorkerState;
  pid?: number;
  generation?: number;
  /** Resident memory of the worker in bytes. */
  rssBytes?: number;
  /** Milliseconds from the spawn to the loaded plugin. */
  loadMs?: number;
  error?: GraphError;
}

export function describeWorkers(supervisors: Supervisor[]): Promise<WorkerStatus[]> {
  return Promise.all(supervisors.map(describeWorker));
}

async function describeWorker(supervisor: Supervisor): Promise<WorkerStatus> {
  const { plugin, entry, file } = supervisor;
  const identity = { plugin, index: entry.index };
  try {
    const worker = await supervisor.worker();
    const { name, loader, capabilities, pid, generation, launchMs } = worker;
    const { rssBytes } = await worker.stats();
    const described = { name, loader, capabilities, pid, generation, rssBytes, loadMs: launchMs };
    return {
      ...identity,
      ...described,
      state: worker.state,
      ...(supervisor.file && { file: supervisor.file }),
    };
  } catch (error) {
    return { ...identity, ...(file && { file }), error: toGraphError(error as Error, plugin, 'load') };
  }
}
