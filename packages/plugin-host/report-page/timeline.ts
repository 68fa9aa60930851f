import { formatMs } from '../src/cli/format';
import type { HookTiming } from '../src/hooks/layers/timed';
import type { CriticalStep, Report, WorkerLife } from '../src/report/report';
import { phasesOf } from '../src/report/trace-events';
import { element, labelled, section } from './dom';
import { isCriticalHook, isCriticalLoad, lanesOf, ticksOf, type Lane } from './lanes';
import { withTip } from './tip';

/** What each process did when. */
export function timeline(report: Report): HTMLElement {
  const lanes = lanesOf(report);
  const endMs = Math.max(
    report.totalMs,
    ...report.hooks.map(({ startMs, elapsedMs }) => startMs + elapsedMs),
    1,
  );
  const place = placer(endMs);
  const zoom = element('input', { type: 'range', min: 1, max: 20, value: 1, step: 0.5 });
  const chart = element(
    'div',
    { class: 'lanes', role: 'list', 'aria-label': 'Processes and plugins' },
    axis(endMs, place),
    row(
      'critical path',
      'what the time consists of',
      report.criticalPath.map((step) => stepBar(step, place)),
    ),
    ...lanes.map((lane) => laneRow(lane, report, place)),
  );
  zoom.addEventListener('input', () => chart.style.setProperty('--zoom', zoom.value));
  if (lanes.length === 0) return section('timeline', 'Timeline', element('p', {}, 'No hook had to run.'));
  return section(
    'timeline',
    'Timeline',
    element('div', { class: 'toolbar' }, legend(), labelled('Zoom', zoom)),
    element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Timeline' }, chart),
  );
}

type Place = (target: HTMLElement, startMs: number, ms: number) => HTMLElement;

/** Positions are set by script: the policy of the page allows no others. */
function placer(endMs: number): Place {
  return (target, startMs, ms) => {
    const left = Math.max(startMs, 0);
    target.style.left = `${(100 * left) / endMs}%`;
    target.style.width = `${(100 * Math.max(ms - (left - startMs), 0)) / endMs}%`;
    return target;
  };
}

function axis(endMs: number, place: Place): HTMLElement {
  const marks = ticksOf(endMs).map((ms) => {
    const text = endMs < 1000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toFixed(3))} s`;
    return place(element('span', { class: 'tick' }, text), ms, 0);
  });
  const track = element('div', { class: 'track' }, ...marks);
  return element(
    'div',
    { class: 'lane axis', 'aria-hidden': 'true' },
    element('div', { class: 'name' }),
    track,
  );
}

function row(name: string, detail: string, bars: HTMLElement[]): HTMLElement {
  return element(
    'div',
    { class: 'lane', role: 'listitem' },
    element('div', { class: 'name', title: name }, name, element('small', {}, detail)),
    element('div', { class: 'track' }, ...bars),
  );
}

function laneRow({ name, pid, loads, hooks }: Lane, report: Report, place: Place): HTMLElement {
  const isReused = hooks.every((hook) => hook.isReused) && loads.length === 0;
  const detail = pid !== undefined ? `pid ${pid}` : isReused ? 'reused, no worker' : 'in the host';
  return row(name, detail, [
    ...loads.map((load) => loadBar(load, report.criticalPath, place)),
    ...hooks.map((hook) => hookBar(hook, report.criticalPath, place)),
  ]);
}

function stepBar({ kind, plugin, startMs, endMs }: CriticalStep, place: Place): HTMLElement {
  const name = plugin === undefined ? 'host and Nx' : `${plugin} ${kind}`;
  const text = `${name}: ${formatMs(endMs - startMs)}, from ${formatMs(startMs)}`;
  return place(bar(`step ${kind === 'host' ? 'host' : 'critical'}`, name, text), startMs, endMs - startMs);
}

function loadBar(load: WorkerLife, path: CriticalStep[], place: Place): HTMLElement {
  const { plugin, startMs, readyMs, endMs, error } = load;
  const end = readyMs ?? endMs ?? startMs;
  const what = readyMs === undefined ? 'failed after' : 'took';
  const why = error ? `\n${error.message}` : '';
  const text = `${plugin} start and load ${what} ${formatMs(end - startMs)}, from ${formatMs(startMs)}${why}`;
  const kind = `load ${readyMs === undefined ? 'failed' : ''} ${isCriticalLoad(load, path) ? 'critical' : ''}`;
  return place(bar(kind, 'load', text), startMs, end - startMs);
}

function hookBar(timing: HookTiming, path: CriticalStep[], place: Place): HTMLElement {
  const { hook, startMs, elapsedMs, isReused } = timing;
  const phases = phasesOf(timing);
  const kind = isReused ? 'reused' : phases.length > 0 ? 'split' : 'computing';
  const made = bar(`${kind} ${isCriticalHook(timing, path) ? 'critical' : ''}`, hook, describe(timing));
  for (const { phase, ms } of phases) {
    const piece = element('span', { class: `phase ${phase}` });
    piece.style.width = `${elapsedMs > 0 ? (100 * ms) / elapsedMs : 0}%`;
    made.querySelector('.phases')!.append(piece);
  }
  return place(made, startMs, elapsedMs);
}

function describe(timing: HookTiming): string {
  const { plugin, hook, startMs, elapsedMs, reason, isReused } = timing;
  const lines = [`${plugin} ${hook}: ${formatMs(elapsedMs)}, from ${formatMs(startMs)}`];
  const phases = phasesOf(timing).map(({ phase, ms }) => `${phase} ${formatMs(ms)}`);
  if (phases.length > 0) lines.push(phases.join(', '));
  if (isReused) lines.push('reused: it did not run');
  else if (reason !== undefined) lines.push(`ran: the plugin ${reason}`);
  return lines.join('\n');
}

function bar(kind: string, name: string, text: string): HTMLElement {
  const made = element(
    'button',
    { type: 'button', class: `bar ${kind}`, 'aria-label': text },
    element('span', { class: 'phases' }),
    element('span', { class: 'text' }, name),
  );
  return withTip(made, text);
}

function legend(): HTMLElement {
  const kinds = ['load', 'waiting', 'sending', 'computing', 'reused', 'critical'];
  const entries = kinds.map((kind) =>
    element(
      'li',
      {},
      element('span', { class: `swatch ${kind}` }),
      kind === 'critical' ? 'critical path' : kind,
    ),
  );
  return element('ul', { class: 'legend', 'aria-label': 'Colours' }, ...entries);
}
