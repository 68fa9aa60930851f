import type { HostEvents, SerializedWorkerEvent } from '../host/host-event';
import type { BusyPlugins, Work } from '../timing/busy-plugins';
import { childCommandOf } from './child-commands';
import { formatMs } from './format';
import type { Output } from './output';
import { describeProgress } from './progress-text';
import { WaitingLine } from './waiting-line';

/** Who gets what they asked for within this time is told nothing. */
const QUIET_MS = 1000;

interface Progress {
  done(): void;
}

/** What is known of those at work, and of what they wait for, if the host is in this process. */
type Busy = Pick<BusyPlugins, 'work' | 'waits'>;

/**
 * Shows a person who is at work: in the last line of a terminal, or in lines of their own if there is no terminal.
 * These are there with `--json`, too. `busy` is asked again and again.
 */
export function showProgress(events: HostEvents, output: Output, busy?: Busy): Progress {
  const waiting = output.isJson ? undefined : WaitingLine.on(process.stderr, QUIET_MS);
  const lines = new HeldLines(output);
  const startedAt = performance.now();
  let said = 'computing the project graph';
  const describe = (columns: number) =>
    describeProgress({
      work: busy?.work ?? [],
      otherwise: busy?.waits.at(0) ?? said,
      elapsedMs: performance.now() - startedAt,
      columns,
      childCommandOf,
    });
  waiting?.show(describe);
  events.listen((event) => {
    if (event.type === 'worker') showWorker(event.worker, output, lines, waiting !== undefined);
    else if (event.type === 'waiting' && waiting) said = busy ? said : event.sentence;
    else if (event.type === 'waiting')
      output.note(`${event.sentence}\n${describeChildren(busy?.work ?? [])}`);
  });
  return { done: stepAside(output, waiting, () => lines.drop()) };
}

/** The same for something that no plugin does: one sentence. */
export function showStep(sentence: string, output: Output): Progress {
  const waiting = output.isJson ? undefined : WaitingLine.on(process.stderr, QUIET_MS);
  const startedAt = performance.now();
  waiting?.show((columns) =>
    describeProgress({
      ...{ work: [], otherwise: sentence, columns, childCommandOf },
      elapsedMs: performance.now() - startedAt,
    }),
  );
  if (!waiting) output.note(`${sentence}\n`);
  return { done: stepAside(output, waiting, () => undefined) };
}

function stepAside(output: Output, waiting: WaitingLine | undefined, onDone: () => void): () => void {
  output.aside = (write) => {
    waiting?.clear();
    write();
  };
  return () => {
    waiting?.end();
    onDone();
    output.aside = (write) => write();
  };
}

/** On a terminal, what became of workers that work is in the table that follows; errors come last everywhere. */
function showWorker(
  worker: SerializedWorkerEvent,
  output: Output,
  lines: HeldLines,
  isTerminal: boolean,
): void {
  if (output.isJson) return;
  const line = describe(worker, output);
  const isNews = worker.type === 'crashed' || output.isVerbose;
  if (line && isNews) output.note(`${line}\n`);
  else if (line && !isTerminal) lines.add(`${line}\n`);
  if (worker.type === 'ready' && worker.note) output.note(`${output.colors.dim(worker.note)}\n`);
}

/** Lines that are printed only if there is something to wait for. */
class HeldLines {
  #held: string[] | undefined = [];
  readonly #timer = setTimeout(() => this.#print(), QUIET_MS).unref();

  constructor(private readonly output: Output) {}

  add(line: string): void {
    if (this.#held) this.#held.push(line);
    else this.output.note(line);
  }

  drop(): void {
    clearTimeout(this.#timer);
    this.#held = [];
  }

  #print(): void {
    for (const line of this.#held ?? []) this.output.note(line);
    this.#held = undefined;
  }
}

function describeChildren(work: readonly Work[]): string {
  return work
    .map(({ plugin }) => {
      const child = childCommandOf(plugin);
      return child === undefined ? '' : `${plugin} runs ${child}\n`;
    })
    .join('');
}

function describe(worker: SerializedWorkerEvent, { colors }: Output): string | undefined {
  const pid = 'pid' in worker ? colors.dim(` pid ${worker.pid}`) : '';
  const took = 'elapsedMs' in worker ? ` in ${formatMs(worker.elapsedMs)}` : '';
  switch (worker.type) {
    case 'ready':
      return `${colors.green('✔')} ${worker.plugin} loaded${took}${pid}`;
    case 'failed':
      return `${colors.red('✖')} ${worker.plugin} failed${took}`;
    case 'crashed':
      return `${colors.red('✖')} ${worker.plugin} ended: ${worker.error.message}${pid}`;
    case 'starting':
    case 'stopped':
      return undefined;
  }
}
