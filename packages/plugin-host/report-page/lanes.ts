import type { HookTiming } from '../src/hooks/layers/timed';
import type { CriticalStep, Report, WorkerLife } from '../src/report/report';

/** One row of the timeline. */
export interface Lane {
  name: string;
  /** The process, if there is one of its own. */
  pid?: number;
  loads: WorkerLife[];
  hooks: HookTiming[];
}

/** A row per worker, and one per plugin without one; in the order in which they began. */
export function lanesOf({ workers, hooks }: Pick<Report, 'workers' | 'hooks'>): Lane[] {
  const lanes: Lane[] = workers.map((worker) => ({
    name: worker.plugin,
    ...(worker.pid !== undefined && { pid: worker.pid }),
    loads: [worker],
    hooks: [],
  }));
  for (const hook of hooks) {
    const { plugin, pid } = hook;
    let lane = lanes.find((each) => (pid === undefined ? each.name === plugin : each.pid === pid));
    if (!lane) lanes.push((lane = { name: plugin, ...(pid !== undefined && { pid }), loads: [], hooks: [] }));
    lane.hooks.push(hook);
  }
  return lanes.sort((left, right) => startOf(left) - startOf(right));
}

export function isCriticalHook(
  { plugin, hook, startMs, elapsedMs }: HookTiming,
  path: CriticalStep[],
): boolean {
  return path.some(
    (step) => step.kind === hook && step.plugin === plugin && step.endMs === startMs + elapsedMs,
  );
}

export function isCriticalLoad({ plugin, readyMs }: WorkerLife, path: CriticalStep[]): boolean {
  return path.some((step) => step.kind === 'load' && step.plugin === plugin && step.endMs === readyMs);
}

function startOf({ loads, hooks }: Lane): number {
  return Math.min(...[...loads, ...hooks].map(({ startMs }) => startMs));
}

/** Round distances between the marks of an axis, about ten of them. */
export function ticksOf(totalMs: number): number[] {
  const rough = Math.max(totalMs, 1) / 10;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  return Array.from({ length: Math.floor(totalMs / step) + 1 }, (_, index) => index * step);
}
