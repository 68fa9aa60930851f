import type { HostConfiguration, LaunchConfiguration } from '../config/host-configuration';
import type { PluginEntry } from '../config/plugin-entries';
import { FileLooks } from '../results/input-check';
import { type Supervisor } from './supervisor';

/**
 * One supervisor per entry of `nx.json`, in its order. An entry that stays the same keeps its worker, also if it
 * moved; the same plugin listed twice has two.
 */
export class WorkerSet {
  #supervisors = new Map<string, Supervisor>();

  constructor(private readonly create: (entry: PluginEntry, launch: LaunchConfiguration) => Supervisor) {}

  /** In configured order. */
  get supervisors(): Supervisor[] {
    return [...this.#supervisors.values()];
  }

  /**
   * Starts, keeps and stops workers so that they fit the configuration. The new ones are starting when this returns.
   */
  reconcile({ entries, launches }: Pick<HostConfiguration, 'entries' | 'launches'>): {
    stopped: Promise<void>;
  } {
    const previous = this.#supervisors;
    this.#supervisors = new Map();
    const looks = new FileLooks();
    for (const [index, entry] of entries.entries()) {
      const key = this.#keyOf(entry);
      const known = previous.get(key);
      const isKept = known?.fits(launches[index]) ?? false;
      const supervisor = isKept ? known! : this.create(entry, launches[index]);
      if (isKept) previous.delete(key);
      supervisor.reconfigure(entry);
      this.#supervisors.set(key, supervisor);
      supervisor.prepare(looks);
    }
    const stops = [...previous.values()].map((supervisor) => supervisor.stop());
    return { stopped: Promise.all(stops).then(() => undefined) };
  }

  /** Resolves when every worker that could be started is busy with its load. */
  async initialized(): Promise<void> {
    await Promise.all(this.supervisors.map((supervisor) => supervisor.initialized));
  }

  async stop(): Promise<void> {
    await Promise.all(this.supervisors.map((supervisor) => supervisor.stop()));
  }

  /** `include`, `exclude` and the position are the host's affair and do not count. */
  #keyOf({ plugin, options }: PluginEntry): string {
    const identity = JSON.stringify([plugin, options ?? null]);
    let occurrence = 0;
    while (this.#supervisors.has(`${occurrence} ${identity}`)) occurrence++;
    return `${occurrence} ${identity}`;
  }
}
