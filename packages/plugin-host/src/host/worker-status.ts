import type { Capabilities, LoaderReport, PluginWorker, WorkerState } from '@plugin-isolation/plugin-worker';
import { toGraphError, type GraphError } from '../graph/graph-errors';
import { answerMsOf, answersWithin } from '../workers/answers-within';
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
  /** Resident memory of the worker in bytes; absent where it does not answer. */
  rssBytes?: number;
  /** Milliseconds from the spawn to the loaded plugin. */
  loadMs?: number;
  /** A sentence about a plugin without hooks, if that looks like a mistake. */
  note?: string;
  error?: GraphError;
}

/** As {@link describeWorkers}, of what is there now: nothing is started for it. */
export function describeRunningWorkers(supervisors: Supervisor[]): Promise<WorkerStatus[]> {
  const describe = async (supervisor: Supervisor): Promise<WorkerStatus> =>
    supervisor.isRunning
      ? await describeWorker(supervisor)
      : {
          plugin: supervisor.plugin,
          index: supervisor.entry.index,
          ...(supervisor.file && { file: supervisor.file }),
        };
  return Promise.all(supervisors.map(describe));
}

export function describeWorkers(supervisors: Supervisor[]): Promise<WorkerStatus[]> {
  return Promise.all(supervisors.map(describeWorker));
}

async function describeWorker(supervisor: Supervisor): Promise<WorkerStatus> {
  const { plugin, entry } = supervisor;
  const identity = { plugin, index: entry.index };
  try {
    const worker = await supervisor.worker();
    const { name, loader, capabilities, pid, generation, launchMs, note } = worker;
    const described = { name, loader, capabilities, generation, loadMs: launchMs, ...(note && { note }) };
    const process = async () => {
      const memory = await memoryOf(worker, answerMsOf(supervisor.launch));
      return { pid, ...memory, state: worker.state };
    };
    return {
      ...identity,
      ...described,
      ...(!supervisor.isHookless && (await process())),
      ...(supervisor.file && { file: supervisor.file }),
    };
  } catch (error) {
    const { file } = supervisor;
    return { ...identity, ...(file && { file }), error: toGraphError(error as Error, plugin, 'load') };
  }
}

/** Nothing where the worker is alive and too busy, or suspended: what else is known of it is told all the same. */
async function memoryOf(worker: PluginWorker, withinMs: number): Promise<Pick<WorkerStatus, 'rssBytes'>> {
  try {
    const { rssBytes } = await answersWithin(worker.stats(), withinMs);
    return { rssBytes };
  } catch (error) {
    if (worker.state === 'ready') return {};
    throw error;
  }
}
