import { formatBytes, formatMs } from '../src/cli/format';
import type { HookTiming } from '../src/hooks/layers/timed';
import type { Report } from '../src/report/report';
import { phasesOf } from '../src/report/trace-events';
import type { WorkerStatus } from '../src/workers/worker-status';
import { element, section, table, type Child } from './dom';

/** The workers and their memory; which hooks were reused, and why the others ran. */
export function plugins(report: Report): HTMLElement {
  const { hooks, isReused } = report;
  const slowestFirst = [...hooks].sort((left, right) => right.elapsedMs - left.elapsedMs);
  const reused = hooks.filter((hook) => hook.isReused).length;
  const what = isReused
    ? 'Nothing has changed since the graph before, so no hook had to run.'
    : `${reused} of ${hooks.length} hook calls were reused. The slowest come first.`;
  return section(
    'plugins',
    'Plugins',
    workers(report.plugins),
    element('p', {}, what),
    ...(hooks.length > 0 ? [hookTable(slowestFirst)] : []),
  );
}

function workers(all: WorkerStatus[]): HTMLElement {
  if (all.length === 0) return element('p', {}, 'The workspace lists no plugins in an nx.json.');
  const most = Math.max(...all.map(({ rssBytes = 0 }) => rssBytes), 1);
  const columns = [
    { heading: 'Plugin' },
    { heading: 'State' },
    { heading: 'pid', isNumber: true },
    { heading: 'Memory', isNumber: true },
    { heading: 'Load', isNumber: true },
    { heading: 'Loader' },
    { heading: 'File' },
  ];
  const rows = all.map((status): Child[] => {
    const { plugin, pid, loadMs, loader, file } = status;
    return [
      element('strong', {}, plugin),
      stateOf(status),
      pid === undefined ? '' : `${pid}`,
      memory(status.rssBytes, most),
      loadMs === undefined ? '' : formatMs(loadMs),
      loader ? `${loader.kind} (${loader.format})` : '',
      element('code', {}, file ?? ''),
    ];
  });
  return table('Workers after the last hook', columns, rows);
}

function stateOf({ error, state, capabilities }: WorkerStatus): string {
  if (error) return 'failed';
  const isHookless = capabilities && Object.keys(capabilities).length === 0;
  return state ?? (isHookless ? 'no hooks' : 'not needed');
}

function memory(bytes: number | undefined, most: number): Child {
  if (bytes === undefined) return '';
  const size = formatBytes(bytes);
  const meter = element('span', { class: 'meter' });
  meter.style.width = `${Math.round((60 * bytes) / most)}px`;
  return element('span', { class: 'memory' }, meter, size);
}

function hookTable(hooks: HookTiming[]): HTMLElement {
  const columns = [
    { heading: 'Plugin' },
    { heading: 'Hook' },
    { heading: 'Time', isNumber: true },
    { heading: 'Waiting', isNumber: true },
    { heading: 'Sending', isNumber: true },
    { heading: 'Computing', isNumber: true },
    { heading: 'Reused, or why it ran' },
  ];
  const rows = hooks.map((hook): Child[] => {
    const phases = phasesOf(hook).map(({ ms }) => formatMs(ms));
    const [waiting = '', sending = '', computing = ''] = phases;
    return [
      element('strong', {}, hook.plugin),
      hook.hook,
      formatMs(hook.elapsedMs),
      ...[waiting, sending, computing],
      whatBecameOf(hook),
    ];
  });
  return table('Hooks', columns, rows);
}

function whatBecameOf({ isReused, reason, pid }: HookTiming): Child {
  if (isReused) return element('span', { class: 'badge reused' }, 'reused');
  if (reason !== undefined) return `the plugin ${reason}`;
  return pid === undefined ? 'a part of nx, which always runs' : 'it always runs';
}
