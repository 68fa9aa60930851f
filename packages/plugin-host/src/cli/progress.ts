import type { HostEvents, SerializedWorkerEvent } from '../host/host-event';
import { formatMs } from './format';
import type { Output } from './output';
import { WaitingLine } from './waiting-line';

/**
 * Shows a person which plugins are loading and how long each took. A plugin that takes long is named in the last line
 * of the terminal, or in a line of its own if there is no terminal. That line is there with `--json`, too.
 */
export function showProgress(events: HostEvents, output: Output): { done(): void } {
  const waiting = output.isJson ? undefined : WaitingLine.on(process.stderr);
  const showWorker = output.isJson ? () => undefined : workerLines(output, waiting);
  events.listen((event) => {
    if (event.type === 'worker') showWorker(event.worker);
    else if (event.type === 'waiting') showWaiting(event.sentence, output, waiting);
  });
  output.aside = (write) => {
    waiting?.clear();
    write();
  };
  return {
    done: () => {
      waiting?.end();
      output.aside = (write) => write();
    },
  };
}

function showWaiting(sentence: string, output: Output, waiting: WaitingLine | undefined): void {
  if (waiting) waiting.show(sentence);
  else output.note(`${sentence}\n`);
}

/** A line for each worker that is loaded or gone; the last line names those that are loading. */
function workerLines(output: Output, waiting: WaitingLine | undefined) {
  const loading = new Set<string>();
  const refresh = () => {
    const text = loading.size > 0 ? `loading ${[...loading].join(', ')}` : 'computing the project graph';
    waiting?.show(text);
  };
  refresh();
  return (worker: SerializedWorkerEvent) => {
    if (worker.type === 'starting') loading.add(worker.plugin);
    else loading.delete(worker.plugin);
    const line = describe(worker, output);
    if (line) output.note(`${line}\n`);
    if (worker.type === 'ready' && worker.note) output.note(`${output.colors.dim(worker.note)}\n`);
    refresh();
  };
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
