import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pluginHostBin } from '../process/repository';

interface WatchLine {
  event: string;
  pid?: number;
  files?: { created: string[]; edited: string[]; deleted: string[] };
  message?: string;
}

const GRAPH_WITHIN_MS = 60_000;

/** `plugin-host watch --json`, of which each line is waited for. */
export class Watched {
  readonly #child: ChildProcess;
  readonly #lines: WatchLine[] = [];
  #onLine: () => void = () => undefined;
  readonly #ended: Promise<unknown>;
  stderr = '';

  constructor(root: string) {
    this.#child = spawn(process.execPath, [pluginHostBin, 'watch', '--json'], { cwd: root });
    this.#ended = once(this.#child, 'close');
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      this.#lines.push(JSON.parse(line) as WatchLine);
      this.#onLine();
    });
  }

  get told(): number {
    return this.#lines.length;
  }

  /** As Linux tells it. */
  rssBytes(): number {
    const { pid } = this.#lines.find(({ event }) => event === 'watching')!;
    const [, kib] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
    return Number(kib) * 1024;
  }

  /** Resolves with the first graph from line `since` on, and after a change of `file` where one is named. */
  async graph(since = 0, file?: string): Promise<void> {
    const deadline = AbortSignal.timeout(GRAPH_WITHIN_MS);
    const isLate = new Promise<void>((resolve) => deadline.addEventListener('abort', () => resolve()));
    while (!this.#hasGraph(since, file)) {
      const { exitCode, signalCode } = this.#child;
      if (exitCode !== null || signalCode !== null)
        throw new Error(`the watch ended: ${exitCode ?? signalCode}\n${this.stderr}`);
      if (deadline.aborted) throw new Error(this.#describeSilence(since, file));
      await Promise.race([new Promise<void>((resolve) => (this.#onLine = resolve)), this.#ended, isLate]);
    }
  }

  #hasGraph(since: number, file: string | undefined): boolean {
    const lines = this.#lines.slice(since);
    const changed = file === undefined ? 0 : lines.findIndex(({ files }) => isIn(files, file));
    return changed >= 0 && lines.slice(changed).some(({ event }) => event === 'graph');
  }

  #describeSilence(since: number, file = 'nothing in particular'): string {
    const told = this.#lines.slice(Math.max(0, since - 3)).map((line) => JSON.stringify(line).slice(0, 300));
    const seconds = GRAPH_WITHIN_MS / 1000;
    return `the watch told of no graph after ${file} within ${seconds} s. Its last lines:\n${told.join('\n')}\n${this.stderr}`;
  }

  async end(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGTERM');
      await this.#ended;
    }
    return this.#child.exitCode;
  }
}

function isIn(files: WatchLine['files'], file: string): boolean {
  return files !== undefined && Object.values(files).some((list: string[]) => list.includes(file));
}
