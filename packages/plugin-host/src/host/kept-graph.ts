import type { PluginWorker } from '@plugin-isolation/plugin-worker';
import type { HostConfiguration } from '../config/host-configuration';
import { isSameJson } from '../config/is-same-json';
import type { ComputedGraph } from '../graph/compute-graph';
import type { Supervisor } from '../workers/supervisor';

/** All that a graph is known to depend on. */
export interface GraphInputs {
  configuration: HostConfiguration;
  supervisors: Supervisor[];
  /** Of Nx's index of files. */
  digest: string | undefined;
}

/** The last graph. It is the answer once more where nothing has changed that it is known to depend on. */
export class KeptGraph {
  #kept: { computed: ComputedGraph; inputs: GraphInputs; workers: PluginWorker[] } | undefined;

  /** A partial graph is not kept, nor one whose workers are gone by now. */
  async keep(computed: ComputedGraph, inputs: GraphInputs): Promise<void> {
    this.#kept = undefined;
    const { supervisors } = inputs;
    if (computed.errors.length > 0 || !supervisors.every(({ isRunning }) => isRunning)) return;
    const workers = await Promise.all(supervisors.map((supervisor) => supervisor.worker()));
    this.#kept = { computed, inputs, workers };
  }

  /** `digest` makes the index anew, and is not called where something else has changed. */
  async find(
    { configuration, supervisors }: Omit<GraphInputs, 'digest'>,
    digest: () => Promise<string>,
  ): Promise<ComputedGraph | undefined> {
    const kept = this.#kept;
    if (!kept || !isSameJson(configuration, kept.inputs.configuration)) return undefined;
    // Those whose sources have changed are replaced by that.
    const workers = await Promise.allSettled(supervisors.map((supervisor) => supervisor.answeringWorker()));
    const isSameWorker = (index: number) => {
      const worker = workers[index];
      return worker?.status === 'fulfilled' && worker.value === kept.workers[index];
    };
    if (!kept.workers.every((_, index) => isSameWorker(index))) return undefined;
    return (await digest()) === kept.inputs.digest ? kept.computed : undefined;
  }
}
