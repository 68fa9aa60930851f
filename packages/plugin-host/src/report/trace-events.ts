import type { HookTiming } from '../hooks/layers/timed';
import type { Report } from './report';

type TracedReport = Pick<
  Report,
  'hostPid' | 'workers' | 'hooks' | 'criticalPath' | 'totalMs' | 'root' | 'plugins'
>;

/** One event of the Trace Event Format; times are in microseconds. */
interface TraceEvent {
  ph: 'X' | 'M';
  name: string;
  pid: number;
  tid: number;
  cat?: string;
  ts?: number;
  dur?: number;
  args?: Record<string, unknown>;
}

/** Threads of the host's process: its own is 1, the critical path is 2, and each plugin without a worker has one. */
const OWN = 1;
const CRITICAL = 2;

/** A report as JSON of the Trace Event Format, which Perfetto and Chrome's `about:tracing` open. */
export function toTrace(report: TracedReport): { traceEvents: TraceEvent[]; displayTimeUnit: 'ms' } {
  const { hostPid = 0, hooks, workers, criticalPath, totalMs, root, plugins } = report;
  const inHost = [...new Set(hooks.flatMap(({ pid, plugin }) => (pid === undefined ? [plugin] : [])))];
  const threadOf = ({ pid, plugin }: HookTiming) => (pid === undefined ? inHost.indexOf(plugin) + 3 : OWN);
  const pluginOf = new Map<number, string>();
  for (const { pid, plugin } of [...plugins, ...hooks, ...workers]) if (pid) pluginOf.set(pid, plugin);
  const traceEvents = [
    ...[named('process_name', hostPid, OWN, 'host'), named('thread_name', hostPid, OWN, 'graph')],
    named('thread_name', hostPid, CRITICAL, 'critical path'),
    ...inHost.map((plugin, index) => named('thread_name', hostPid, index + 3, plugin)),
    ...[...pluginOf].map(([pid, plugin]) => named('process_name', pid, OWN, plugin)),
    span(hostPid, OWN, 'project graph', 0, totalMs, { cat: 'host', args: { root } }),
    ...criticalPath.map(({ kind, plugin, startMs, endMs }) => {
      const name = plugin === undefined ? kind : `${plugin} ${kind}`;
      return span(hostPid, CRITICAL, name, startMs, endMs - startMs, { cat: 'critical path' });
    }),
    ...workers.flatMap(({ pid = hostPid, plugin, startMs, readyMs, endMs, error }) => {
      const more = { cat: 'load', args: { plugin, ...(error && { error: error.message }) } };
      return [span(pid, OWN, 'load', startMs, (readyMs ?? endMs ?? startMs) - startMs, more)];
    }),
    ...hooks.flatMap((hook) => hookSpans(hook, hook.pid ?? hostPid, threadOf(hook))),
  ];
  return { traceEvents, displayTimeUnit: 'ms' };
}

/** The hook, and inside of it what the host knows of it. */
function hookSpans(timing: HookTiming, pid: number, tid: number): TraceEvent[] {
  const { plugin, hook, startMs, elapsedMs, reason, isReused } = timing;
  const args = { plugin, ...(reason !== undefined && { reason }), ...(isReused && { isReused }) };
  const whole = span(pid, tid, hook, startMs, elapsedMs, { cat: 'hook', args });
  return [
    whole,
    ...phasesOf(timing).map(({ phase, startMs: at, ms }) => span(pid, tid, phase, at, ms, { cat: 'phase' })),
  ];
}

export interface Phase {
  phase: 'waiting' | 'sending' | 'computing';
  startMs: number;
  ms: number;
}

/** In which order the time of a hook was spent; nothing if it was not a call to a worker. */
export function phasesOf({ startMs, elapsedMs, waitingMs, sendingMs = 0 }: HookTiming): Phase[] {
  if (waitingMs === undefined) return [];
  const waiting = Math.min(waitingMs, elapsedMs);
  const sending = Math.min(sendingMs, elapsedMs - waiting);
  return [
    { phase: 'waiting', startMs, ms: waiting },
    { phase: 'sending', startMs: startMs + waiting, ms: sending },
    { phase: 'computing', startMs: startMs + waiting + sending, ms: elapsedMs - waiting - sending },
  ];
}

function span(
  pid: number,
  tid: number,
  name: string,
  startMs: number,
  elapsedMs: number,
  more: Pick<TraceEvent, 'cat' | 'args'>,
): TraceEvent {
  return {
    ph: 'X',
    name,
    pid,
    tid,
    ts: Math.round(startMs * 1000),
    dur: Math.round(elapsedMs * 1000),
    ...more,
  };
}

function named(what: string, pid: number, tid: number, name: string): TraceEvent {
  return { ph: 'M', name: what, pid, tid, args: { name } };
}
