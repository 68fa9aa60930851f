import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import type { WorkerStateEvent } from './worker-state-event';

type Identified = Pick<HostedPluginWorker, 'name' | 'pid' | 'generation'>;

/** Says what becomes of the workers of one plugin. */
export class WorkerReports {
  /** When the last launch began, by `performance.now()`, and how long it took. */
  lastLaunch: { startedAt: number; elapsedMs: number } | undefined;

  constructor(
    private readonly plugin: string,
    private readonly onWorker: (event: WorkerStateEvent) => void,
  ) {}

  starting(generation: number): void {
    this.#tell({ type: 'starting', generation });
  }

  ready(worker: Identified & Pick<HostedPluginWorker, 'launchMs' | 'note'>): void {
    const { launchMs: elapsedMs, note } = worker;
    this.#noteLaunch(elapsedMs);
    this.#tell({ type: 'ready', ...identityOf(worker), elapsedMs, ...(note && { note }) });
  }

  failed(generation: number, elapsedMs: number, error: Error): void {
    this.#noteLaunch(elapsedMs);
    this.#tell({ type: 'failed', generation, elapsedMs, error });
  }

  stopped(worker: Identified): void {
    this.#tell({ type: 'stopped', ...identityOf(worker) });
  }

  crashed(worker: Identified, why: string): void {
    this.#tell({ type: 'crashed', ...identityOf(worker), error: new Error(why) });
  }

  #noteLaunch(elapsedMs: number): void {
    this.lastLaunch = { startedAt: performance.now() - elapsedMs, elapsedMs };
  }

  #tell(event: Omit<WorkerStateEvent, 'plugin'>): void {
    this.onWorker({ plugin: this.plugin, ...event });
  }
}

function identityOf({ name, pid, generation }: Identified) {
  return { name, pid, generation };
}
