import { setImmediate } from 'node:timers/promises';
import type { Capabilities, LoaderReport, RunningHook, WorkerState } from '@plugin-isolation/plugin-worker';
import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import type { LaunchConfiguration } from '../config/host-configuration';
import { toGraphError, type GraphError } from '../errors/graph-errors';
import { answersWithin, STATUS_ANSWER_MS } from '../timing/answers-within';
import type { Supervisor } from './supervisor';
import type { Work } from '../timing/busy-plugins';

/** One plugin of `nx.json` and its worker, as data. */
export interface WorkerStatus {
  /** As `nx.json` names it. */
  plugin: string;
  /** Position in `plugins` of `nx.json`. */
  index: number;
  /** As the plugin names itself. */
  name?: string;
  /** Absolute path of what is loaded, once it is resolved. */
  file?: string;
  /** How it was loaded, and why so. */
  loader?: LoaderReport;
  /** Its hooks, once it is loaded. */
  capabilities?: Capabilities;
  /** Where the worker is in its life; absent if there is none. */
  state?: WorkerState;
  /** Process id of the worker. */
  pid?: number;
  /** Which worker of the plugin it is: 1 for the first. */
  generation?: number;
  /** Resident memory of the worker in bytes; absent if it does not answer within 0.5 s. */
  rssBytes?: number;
  /** What it is called for, `load` included, and for how long. */
  busy?: RunningHook;
  /** Milliseconds from the spawn to the loaded plugin. */
  loadMs?: number;
  /** A sentence about a plugin without hooks, if that looks like a mistake. */
  note?: string;
  /** Why the plugin could not be resolved, started or loaded. */
  error?: GraphError;
}

/** How long a worker that is launched so may take to answer. */
type AnswerMs = (launch: LaunchConfiguration) => number;

/**
 * As {@link describeWorkers}, of what is there now: nothing is started or waited for. `work` says since when plugins
 * load.
 */
export function describeRunningWorkers(
  supervisors: Supervisor[],
  work: Work[],
  answerMs: AnswerMs = () => STATUS_ANSWER_MS,
): Promise<WorkerStatus[]> {
  const describe = async (supervisor: Supervisor): Promise<WorkerStatus> => {
    const { plugin, file, isRunning } = supervisor;
    if (isRunning && !(await isLoading(supervisor))) return describeWorker(supervisor, answerMs);
    const load = work.find((each) => each.hook === 'load' && each.plugin === plugin);
    const busy = load && { hook: 'load', elapsedMs: Date.now() - load.since };
    return {
      plugin,
      index: supervisor.entry.index,
      ...(file && { file }),
      ...(isRunning && { state: 'starting' }),
      ...(isRunning && busy && { busy }),
    };
  };
  return Promise.all(supervisors.map(describe));
}

/** Waits until all are loaded, or failed to. */
export function describeWorkers(supervisors: Supervisor[]): Promise<WorkerStatus[]> {
  return Promise.all(supervisors.map((supervisor) => describeWorker(supervisor, () => STATUS_ANSWER_MS)));
}

/** Whether its worker is on the way: neither there nor failed. */
async function isLoading(supervisor: Supervisor): Promise<boolean> {
  const settled = () => false;
  return Promise.race([supervisor.worker().then(settled, settled), setImmediate(true)]);
}

async function describeWorker(supervisor: Supervisor, answerMs: AnswerMs): Promise<WorkerStatus> {
  const { plugin, entry } = supervisor;
  const identity = { plugin, index: entry.index };
  try {
    const worker = await supervisor.worker();
    const { name, loader, capabilities, pid, generation, launchMs, note } = worker;
    const described = { name, loader, capabilities, generation, loadMs: launchMs, ...(note && { note }) };
    const process = async () => {
      const memory = await memoryOf(worker, answerMs(supervisor.launch));
      const { state, runningHook: busy } = worker;
      return { pid, ...memory, state, ...(busy && { busy }) };
    };
    return {
      ...identity,
      ...described,
      ...(!supervisor.isHookless && (await process())),
      ...(supervisor.file && { file: supervisor.file }),
    };
  } catch (error) {
    const { file } = supervisor;
    return { ...identity, ...(file && { file }), error: toGraphError(error as Error, { plugin }, 'load') };
  }
}

/** Nothing if the worker is alive but too busy, or suspended. What else is known of it is told all the same. */
async function memoryOf(
  worker: HostedPluginWorker,
  withinMs: number,
): Promise<Pick<WorkerStatus, 'rssBytes'>> {
  try {
    const { rssBytes } = await answersWithin(worker.stats(), withinMs);
    return { rssBytes };
  } catch (error) {
    if (worker.state === 'ready') return {};
    throw error;
  }
}
