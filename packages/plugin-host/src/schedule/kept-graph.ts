import type { HostConfiguration } from '../config/host-configuration';
import { isSameJson } from '../config/is-same-json';
import type { ComputedGraph } from './compute-graph';
import type { Supervisor } from '../workers/supervisor';

interface Kept {
  computed: ComputedGraph;
  configuration: HostConfiguration;
  pids: number[];
  /** Of Nx's index of files. */
  digest: string;
}

/** The last graph. It is the answer once more where nothing has changed that it is known to depend on. */
export class KeptGraph {
  #kept: Kept | undefined;

  /** A partial graph is not kept, nor one whose workers are gone by now. */
  keep(
    computed: ComputedGraph,
    configuration: HostConfiguration,
    supervisors: Supervisor[],
    digest: string,
  ): void {
    const pids = pidsOf(supervisors);
    const hasWorkers = supervisors.every(({ pid, isHookless }) => pid !== undefined || isHookless);
    const isWhole = computed.errors.length === 0 && hasWorkers;
    this.#kept = isWhole ? { computed, configuration, pids, digest } : undefined;
  }

  forget(): void {
    this.#kept = undefined;
  }

  /** `readDigest` makes the index anew, and is not called where something else has changed. */
  async find(
    configuration: HostConfiguration,
    supervisors: Supervisor[],
    readDigest: () => Promise<string>,
  ): Promise<ComputedGraph | undefined> {
    const kept = this.#kept;
    const hasSameWorkers = () => isSameJson(pidsOf(supervisors), kept?.pids);
    if (!kept || !hasSameWorkers() || !isSameJson(configuration, kept.configuration)) return undefined;
    // Those whose sources have changed are replaced by that.
    await Promise.allSettled(supervisors.map((supervisor) => supervisor.answeringWorker()));
    return hasSameWorkers() && (await readDigest()) === kept.digest ? kept.computed : undefined;
  }
}

function pidsOf(supervisors: Supervisor[]): number[] {
  return supervisors.flatMap(({ pid }) => pid ?? []);
}
