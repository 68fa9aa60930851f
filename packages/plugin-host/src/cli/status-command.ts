import { answersWithin, ANSWER_MS } from '../timing/answers-within';
import { findRoot } from '../config/find-root';
import { hostNotServed, hostSilent } from '../errors/host-error-texts';
import { HostEndedError } from '../errors/errors';
import type { WorkerStatus } from '../workers/worker-status';
import { findServedHost } from '../client/find-served-host';
import type { ServedHost } from '../client/served-host';
import type { HostDescription } from '../host/describe-host';
import { count, formatBytes, formatLongMs, formatMs, formatTable } from './format';
import { EXIT_CODES, type CommonOptions } from './command';
import { explainHook } from './explain-hook';
import type { Output } from './output';

/** Shows the served host and its workers, and starts nothing for it. Returns the exit code. */
export async function runStatus(options: CommonOptions, output: Output): Promise<number> {
  const root = findRoot(options.root);
  const found = await findServedHost(root);
  if (!found) throw hostNotServed(root);
  try {
    const description = await describe(found);
    if (output.isJson) output.json(description);
    else output.print(describeHost(description, output.columns));
    return EXIT_CODES.done;
  } catch (error) {
    throw error instanceof HostEndedError ? hostNotServed(root) : error;
  } finally {
    await found.release();
  }
}

function describe({ api, record }: ServedHost): Promise<HostDescription> {
  return answersWithin(api.describe(), ANSWER_MS, () => hostSilent(record.root, record.pid));
}

function describeHost(
  { root, pid, nx, node, rssBytes, startedAt, graphCount, lastError, waits, workers, hooks }: HostDescription,
  columns: number | undefined,
) {
  const total = workers.reduce((sum, worker) => sum + (worker.rssBytes ?? 0), rssBytes);
  const rows = workers.map(describeWorker);
  const noErrors = workers.some(({ error }) => error) ? [] : ['last error'];
  const host = ['(host)', 'ready', String(pid), formatBytes(rssBytes), '', '', ''];
  return [
    `The plugin host of ${root} (pid ${pid}, nx ${nx}, node ${node}) is up since ${startedAt}: `,
    `${count(graphCount, 'graph')}, ${formatBytes(total)} in all.\n`,
    formatTable([['plugin', 'state', 'pid', 'memory', 'load', 'restarts', 'last error'], host, ...rows], {
      columns,
      leaveOut: [...noErrors, 'load', 'restarts', 'pid', 'memory', 'last error'],
    }),
    describeHooks(hooks),
    ...waits.map((sentence) => `${sentence}\n`),
    lastError === undefined ? '' : `The last graph could not be computed: ${lastError}\n`,
  ].join('');
}

/** What became of each hook in the last graph. */
function describeHooks(hooks: HostDescription['hooks']): string {
  if (!hooks) return '';
  if (hooks.length === 0) return 'The last graph is the one before it again: nothing had changed.\n';
  const rows = hooks.map((timing) => [timing.plugin, timing.hook, explainHook(timing, true)]);
  const ofPlugins = rows.filter(([, , what]) => what !== '');
  return ofPlugins.length === 0 ? '' : formatTable([['plugin', 'hook', 'in the last graph'], ...ofPlugins]);
}

function describeWorker(status: WorkerStatus): string[] {
  const { plugin, pid, rssBytes, loadMs, generation, error } = status;
  return [
    plugin,
    describeState(status),
    pid === undefined ? '' : String(pid),
    rssBytes === undefined ? '' : formatBytes(rssBytes),
    loadMs === undefined ? '' : formatMs(loadMs),
    generation === undefined ? '' : String(generation - 1),
    error?.message.split('\n')[0] ?? '',
  ];
}

function describeState({ error, busy, capabilities, state, rssBytes }: WorkerStatus): string {
  if (error) return 'failed';
  if (busy) return `busy: ${busy.hook} for ${formatLongMs(busy.elapsedMs)}`;
  if (state === 'ready' && rssBytes === undefined) return 'does not answer';
  const isHookless = capabilities && Object.keys(capabilities).length === 0;
  return state ?? (isHookless ? 'no hooks' : 'not running');
}
