import type { WorkerStatus } from '@plugin-isolation/plugin-host';
import { pluginHostBin } from '../../tools/process/repository';
import { waitUntil } from './processes';
import { runCli, Script, type RunOptions } from './run';

/** One JSON line of `watch --json`. */
export interface WatchLine {
  event: string;
  pid: number;
  message?: string;
  code?: string;
  files?: { created: string[]; edited: string[]; deleted: string[] } & string[];
  configuration?: boolean;
  projects?: number;
  workers?: Record<'kept' | 'restarted' | 'started' | 'stopped', string[]>;
  difference?: Record<'projects' | 'targets' | 'dependencies', Record<string, string[]>>;
  errors?: unknown[];
}

const WITHIN_MS = 60_000;

interface WatchStatus {
  pid: number;
  graphCount: number;
  workers: WorkerStatus[];
  hooks?: { plugin: string; hook: string; reason?: string; isReused?: true }[];
}

/** `plugin-host watch --json` of a workspace, under test. */
export class WatchProcess extends Script {
  constructor(
    private readonly root: string,
    private readonly options: RunOptions = {},
  ) {
    super([pluginHostBin, 'watch', '--json'], { cwd: root, ...options });
  }

  get lines(): WatchLine[] {
    const complete = this.stdout.split('\n').slice(0, -1);
    return complete.map((line) => JSON.parse(line) as WatchLine);
  }

  count(event: string): number {
    return this.lines.filter((line) => line.event === event).length;
  }

  /** The first line with this event that is told after `since` of them; waits for it. */
  async next(event: string, since = 0): Promise<WatchLine> {
    const what = () => `event ${event} number ${since + 1}: ${this.stdout} ${this.stderr}`;
    await waitUntil(() => this.count(event) > since, WITHIN_MS, what);
    return this.lines.filter((line) => line.event === event)[since];
  }

  /** What comes of a change: the first event of that kind after it. */
  after(change: () => void, event = 'graph'): Promise<WatchLine> {
    const since = this.count(event);
    change();
    return this.next(event, since);
  }

  /** Of `plugin-host status`. */
  async status(): Promise<WatchStatus> {
    const { stdout } = await runCli(['status', '--json'], { ...this.options, cwd: this.root });
    return JSON.parse(stdout) as WatchStatus;
  }

  async workerPids(): Promise<number[]> {
    return (await this.status()).workers.map(({ pid }) => pid!);
  }
}
