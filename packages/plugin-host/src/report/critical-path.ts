import type { HookTiming } from '../hooks/layers/timed';
import type { CriticalStep, Report, WorkerLife } from './report';

/** Nx waits for a hook of all plugins before it calls the next one. */
const STAGES = ['createNodes', 'createDependencies', 'createMetadata'];

/**
 * What the time of a graph consists of, without a gap: of each hook the plugin that was done last, before that the load
 * of its worker, and the host between them.
 */
export function findCriticalPath({
  hooks,
  workers,
  totalMs,
}: Pick<Report, 'hooks' | 'workers' | 'totalMs'>): CriticalStep[] {
  const steps: CriticalStep[] = [];
  const add = (step: CriticalStep) => {
    const before = steps.at(-1)?.endMs ?? 0;
    if (step.endMs <= before) return;
    if (step.startMs > before) steps.push({ kind: 'host', startMs: before, endMs: step.startMs });
    steps.push({ ...step, startMs: Math.max(step.startMs, before) });
  };
  for (const stage of STAGES) {
    const last = lastOf(hooks.filter(({ hook }) => hook === stage));
    if (!last) continue;
    const load = workers.find((worker) => isLoadFor(worker, last));
    if (load) add({ kind: 'load', plugin: load.plugin, startMs: load.startMs, endMs: load.readyMs! });
    add({ kind: stage, plugin: last.plugin, startMs: last.startMs, endMs: endOf(last) });
  }
  if ((steps.at(-1)?.endMs ?? 0) < totalMs)
    steps.push({ kind: 'host', startMs: steps.at(-1)?.endMs ?? 0, endMs: totalMs });
  return steps;
}

function isLoadFor({ pid, readyMs }: WorkerLife, hook: HookTiming): boolean {
  const isItsWorker = pid !== undefined && pid === hook.pid;
  return isItsWorker && readyMs !== undefined && readyMs <= hook.startMs + (hook.waitingMs ?? 0);
}

function lastOf(hooks: HookTiming[]): HookTiming | undefined {
  return hooks.reduce<HookTiming | undefined>(
    (last, hook) => (last && endOf(last) >= endOf(hook) ? last : hook),
    undefined,
  );
}

function endOf({ startMs, elapsedMs }: HookTiming): number {
  return startMs + elapsedMs;
}
