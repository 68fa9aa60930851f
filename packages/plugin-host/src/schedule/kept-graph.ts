import type { HostConfiguration } from '../config/host-configuration';
import { isSameJson } from '../config/is-same-json';
import type { FileSnapshot } from '../files/file-snapshot';
import type { Supervisor } from '../workers/supervisor';
import type { Computation } from './compute-graph';

interface Kept {
  computation: Computation;
  configuration: HostConfiguration;
  pids: number[];
}

/** What is known of the worker of a plugin. */
type KnownWorker = Pick<Supervisor, 'pid' | 'isHookless' | 'answeringWorker'>;

/** The last graph. It is the answer again if nothing has changed that it is known to depend on. */
export class KeptGraph {
  #kept: Kept | undefined;

  /** A partial graph is not kept, nor one whose workers are gone by now. */
  keep(computation: Computation, configuration: HostConfiguration, supervisors: KnownWorker[]): void {
    const pids = pidsOf(supervisors);
    const hasWorkers = supervisors.every(({ pid, isHookless }) => pid !== undefined || isHookless);
    const isWhole = computation.computed.errors.length === 0 && hasWorkers;
    this.#kept = isWhole ? { computation, configuration, pids } : undefined;
  }

  forget(): void {
    this.#kept = undefined;
  }

  /** `takeSnapshot` makes an index, and is not called if something else has changed. */
  async find(
    configuration: HostConfiguration,
    supervisors: KnownWorker[],
    takeSnapshot: () => Promise<FileSnapshot>,
  ): Promise<Computation | undefined> {
    const kept = this.#kept;
    const hasSameWorkers = () => isSameJson(pidsOf(supervisors), kept?.pids);
    if (!kept || !hasSameWorkers() || !isSameJson(configuration, kept.configuration)) return undefined;
    // Those whose sources have changed are replaced by that.
    await Promise.allSettled(supervisors.map((supervisor) => supervisor.answeringWorker()));
    if (!hasSameWorkers()) return undefined;
    const { digest } = await takeSnapshot();
    return digest === kept.computation.snapshot.digest ? kept.computation : undefined;
  }
}

function pidsOf(supervisors: KnownWorker[]): number[] {
  return supervisors.flatMap(({ pid }) => pid ?? []);
}
