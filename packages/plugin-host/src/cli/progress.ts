import { createSpinner } from 'nanospinner';
import type { WorkerStateEvent } from '../workers/worker-state-event';
import { formatMs } from './format';
import type { Output } from './output';

type ShownEvent = Pick<WorkerStateEvent, 'type' | 'plugin' | 'pid' | 'elapsedMs' | 'note'> & {
  error?: { message: string };
};

/** A host of this process, or a client of one. */
interface ProgressSource {
  on(event: 'worker', listener: (event: ShownEvent) => void): unknown;
  on(event: 'waiting', listener: (text: string) => void): unknown;
}

/**
 * Shows a person who is loading and how long each took. Who takes long is named in the terminal's spinner, or as a line where
 * there is none; that line is there with `--json`, too.
 */
export function showProgress(host: ProgressSource, output: Output): { done(): void } {
  const hasSpinner = !output.isJson && hasRoomForSpinner();
  const spinner = hasSpinner ? createSpinner('', { stream: process.stderr }) : undefined;
  host.on('waiting', (text) => (spinner ? void spinner.update({ text }) : output.note(`${text}\n`)));
  if (output.isJson) return { done: () => undefined };
  const loading = new Set<string>();
  const refresh = () => {
    const text = loading.size > 0 ? `loading ${[...loading].join(', ')}` : 'computing the project graph';
    spinner?.update({ text });
  };
  output.aside = (write) => {
    spinner?.clear();
    write();
  };
  host.on('worker', (event) => {
    if (event.type === 'starting') loading.add(event.plugin);
    else loading.delete(event.plugin);
    const line = describe(event, output);
    if (line) output.note(`${line}\n`);
    if (event.note) output.note(`${output.colors.dim(event.note)}\n`);
    refresh();
  });
  refresh();
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
function hasRoomForSpinner(): boolean {
  return process.stderr.isTTY && process.stderr.columns > 0;
}

function describe(event: ShownEvent, { colors }: Output): string | undefined {
  const pid = event.pid === undefined ? '' : colors.dim(` pid ${event.pid}`);
  const took = event.elapsedMs === undefined ? '' : ` in ${formatMs(event.elapsedMs)}`;
  switch (event.type) {
    case 'ready':
      return `${colors.green('✔')} ${event.plugin} loaded${took}${pid}`;
    case 'failed':
      return `${colors.red('✖')} ${event.plugin} failed${took}`;
    case 'crashed':
      return `${colors.red('✖')} ${event.plugin} ended: ${event.error?.message ?? ''}${pid}`;
    case 'starting':
    case 'stopped':
      return undefined;
  }
}
