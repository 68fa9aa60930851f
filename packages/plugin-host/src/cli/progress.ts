import { createSpinner, type Spinner } from 'nanospinner';
import type { HostEvents, SerializedWorkerEvent } from '../host/host-event';
import { formatMs } from './format';
import type { Output } from './output';

/**
 * Shows a person which plugins are loading and how long each took. A plugin that takes long is named in the terminal's
 * spinner, or in a line if there is none. That line is there with `--json`, too.
 */
export function showProgress(events: HostEvents, output: Output): { done(): void } {
  const spinner = hasRoomForSpinner(output) ? createSpinner('', { stream: process.stderr }) : undefined;
  const showWorker = output.isJson ? () => undefined : workerLines(output, spinner);
  events.listen((event) => {
    if (event.type === 'worker') showWorker(event.worker);
    else if (event.type === 'waiting') showWaiting(event.sentence, output, spinner);
  });
  output.aside = (write) => {
    spinner?.clear();
    write();
  };
  spinner?.start();
  return {
    done: () => {
      spinner?.stop();
      spinner?.clear();
      output.aside = (write) => write();
    },
  };
}

/** A pseudo-terminal may have no size; counting the rows of a text in it has no end. */
function hasRoomForSpinner({ isJson }: Output): boolean {
  return !isJson && process.stderr.isTTY && process.stderr.columns > 0;
}

function showWaiting(sentence: string, output: Output, spinner: Spinner | undefined): void {
  if (spinner) spinner.update({ text: sentence });
  else output.note(`${sentence}\n`);
}

/** A line for each worker that is loaded or gone; the spinner names those that are loading. */
function workerLines(output: Output, spinner: Spinner | undefined) {
  const loading = new Set<string>();
  const refresh = () => {
    const text = loading.size > 0 ? `loading ${[...loading].join(', ')}` : 'computing the project graph';
    spinner?.update({ text });
  };
  refresh();
  return (worker: SerializedWorkerEvent) => {
    if (worker.type === 'starting') loading.add(worker.plugin);
    else loading.delete(worker.plugin);
    const line = describe(worker, output);
    if (line) output.note(`${line}\n`);
    if (worker.note) output.note(`${output.colors.dim(worker.note)}\n`);
    refresh();
  };
}

function describe(worker: SerializedWorkerEvent, { colors }: Output): string | undefined {
  const pid = worker.pid === undefined ? '' : colors.dim(` pid ${worker.pid}`);
  const took = worker.elapsedMs === undefined ? '' : ` in ${formatMs(worker.elapsedMs)}`;
  switch (worker.type) {
    case 'ready':
      return `${colors.green('✔')} ${worker.plugin} loaded${took}${pid}`;
    case 'failed':
      return `${colors.red('✖')} ${worker.plugin} failed${took}`;
    case 'crashed':
      return `${colors.red('✖')} ${worker.plugin} ended: ${worker.error?.message ?? ''}${pid}`;
    case 'starting':
    case 'stopped':
      return undefined;
  }
}
