import type { HookTiming } from '../hooks/layers/timed';
import type { Report, WorkerLife } from './report';

type TracedReport = Pick<
  Report,
  'hostPid' | 'workers' | 'hooks' | 'criticalPath' | 'totalMs' | 'root' | 'plugins'
>;

interface Place {
  pid: number;
  tid: number;
}

/** One event of the Trace Event Format; times are in microseconds. */
interface TraceEvent extends Place {
  ph: 'X' | 'M';
  name: string;
  cat?: string;
  ts?: number;
  dur?: number;
  args?: Record<string, unknown>;
}

/** Threads of the host: the graph, the critical path, and one for each plugin without a process. */
const HOST_THREADS = ['graph', 'critical path'];
/** Threads of a worker. A hook may be waiting while its worker loads, and events of one thread must not overlap. */
const WORKER_THREADS = ['hooks', 'load'];

/** A report as JSON of the Trace Event Format, which Perfetto and Chrome's `about:tracing` open. */
export function toTrace(report: TracedReport): { traceEvents: TraceEvent[]; displayTimeUnit: 'ms' } {
  const { hostPid = 0, hooks, workers, criticalPath, totalMs, root, plugins } = report;
  const inHost = [...hooks, ...workers].flatMap(({ pid, plugin }) => (pid === undefined ? [plugin] : []));
  const hostThreads = [...HOST_THREADS, ...new Set(inHost)];
  const pluginOf = new Map<number, string>();
  for (const { pid, plugin } of [...plugins, ...hooks, ...workers]) if (pid) pluginOf.set(pid, plugin);
  const placeOf = ({ pid, plugin }: { pid?: number; plugin: string }, thread: string): Place =>
    pid === undefined
      ? { pid: hostPid, tid: hostThreads.indexOf(plugin) + 1 }
      : { pid, tid: WORKER_THREADS.indexOf(thread) + 1 };
  const traceEvents = [
    ...nameProcess(hostPid, 'host', hostThreads),
    ...[...pluginOf].flatMap(([pid, plugin]) => nameProcess(pid, plugin, WORKER_THREADS)),
    span({ pid: hostPid, tid: 1 }, 'project graph', 0, totalMs, { cat: 'host', args: { root } }),
    ...criticalPath.map(({ kind, plugin, startMs, endMs }) => {
      const name = plugin === undefined ? kind : `${plugin} ${kind}`;
      return span({ pid: hostPid, tid: 2 }, name, startMs, endMs - startMs, { cat: 'critical path' });
    }),
    ...workers.map((worker) => loadSpan(worker, placeOf(worker, 'load'))),
    ...hooks.flatMap((hook) => hookSpans(hook, placeOf(hook, 'hooks'))),
  ];
  return { traceEvents, displayTimeUnit: 'ms' };
}

function loadSpan({ plugin, startMs, readyMs, endMs, error }: WorkerLife, place: Place): TraceEvent {
  // A host that is served may have started it before the graph was asked for.
  const from = Math.max(startMs, 0);
  const args = { plugin, ...(error && { error: error.message }) };
  return span(place, 'load', from, (readyMs ?? endMs ?? from) - from, { cat: 'load', args });
}

/** The hook, and inside of it what the host knows of it. */
function hookSpans(timing: HookTiming, place: Place): TraceEvent[] {
  const { plugin, hook, startMs, elapsedMs, reason, isReused } = timing;
  const args = { plugin, ...(reason !== undefined && { reason }), ...(isReused && { isReused }) };
  const whole = span(place, hook, startMs, elapsedMs, { cat: 'hook', args });
  return [
    whole,
    ...phasesOf(timing).map(({ phase, startMs: at, ms }) => span(place, phase, at, ms, { cat: 'phase' })),
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

/** Its end is rounded, not its length: so what is inside of another is so in whole microseconds, too. */
function span(
  place: Place,
  name: string,
  startMs: number,
  elapsedMs: number,
  more: Pick<TraceEvent, 'cat' | 'args'>,
): TraceEvent {
  const ts = Math.round(startMs * 1000);
  return { ph: 'X', name, ...place, ts, dur: Math.round((startMs + elapsedMs) * 1000) - ts, ...more };
}

function nameProcess(pid: number, name: string, threads: string[]): TraceEvent[] {
  const named = (what: string, tid: number, text: string): TraceEvent => ({
    ph: 'M',
    name: what,
    pid,
    tid,
    args: { name: text },
  });
  return [
    named('process_name', 1, name),
    ...threads.map((thread, index) => named('thread_name', index + 1, thread)),
  ];
}
