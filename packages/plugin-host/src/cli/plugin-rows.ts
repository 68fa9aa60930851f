import type { PluginEntry } from '../config/plugin-entries';
import type { GraphError } from '../errors/graph-errors';
import { GRAPH_HOOKS, type GraphHook } from '../hooks/graph-hooks';
import type { HookTiming } from '../hooks/layers/timed';
import type { LoadTiming, Timings } from '../schedule/compute-graph';
import { entryLabels } from './entry-labels';
import { count } from './format';
import { shortenPaths } from './shorten';

/** What one plugin did for a graph. */
export interface PluginRow {
  label: string;
  /** Its load and its hooks together, in milliseconds. */
  totalMs: number;
  loadMs?: number;
  /** Of hooks that it has. */
  hooks: Partial<Record<GraphHook, { elapsedMs: number; isReused: boolean }>>;
  files?: number;
  /** Whether it was reused, or why not. */
  why: string;
}

interface Of {
  root: string;
  entries: readonly PluginEntry[];
  timings: Timings;
  errors: readonly GraphError[];
}

/** One row per entry of `nx.json`, the slowest first. */
export function pluginRows({ root, entries, timings, errors }: Of): PluginRow[] {
  const labels = entryLabels(entries);
  const rows = entries.map(({ plugin, index }): PluginRow => {
    const hooks = timings.hooks.filter((timing) => timing.index === index);
    const load = timings.loads.find((timing) => timing.index === index);
    const isAlone = entries.filter((entry) => entry.plugin === plugin).length === 1;
    const hasFailed = (isAlone || hooks.length === 0) && errors.some((error) => error.plugin === plugin);
    const why = hasFailed ? 'failed' : describeUse(hooks, root);
    return { label: labels[index], why, ...measure(hooks, load) };
  });
  return rows.sort((left, right) => right.totalMs - left.totalMs);
}

/** The plugins that are part of Nx, in one row, or in one row each. */
export function coreRows({ hooks }: Timings, isOneEach: boolean): PluginRow[] {
  const ofCore = hooks.filter(({ index }) => index === undefined);
  const names = [...new Set(ofCore.map(({ plugin }) => plugin))];
  if (names.length === 0) return [];
  if (!isOneEach)
    return [{ label: `nx itself (${count(names.length, 'plugin')})`, why: '', ...measure(ofCore) }];
  const rowOf = (plugin: string) => measure(ofCore.filter((timing) => timing.plugin === plugin));
  return names.map((plugin) => ({ label: plugin, why: '', ...rowOf(plugin) }));
}

function measure(timings: HookTiming[], load?: LoadTiming): Omit<PluginRow, 'label' | 'why'> {
  const hooks: PluginRow['hooks'] = {};
  for (const hook of GRAPH_HOOKS) {
    const calls = timings.filter((timing) => timing.hook === hook);
    if (calls.length === 0) continue;
    const elapsedMs = calls.reduce((sum, call) => sum + withoutLoad(call, load), 0);
    hooks[hook] = { elapsedMs, isReused: calls.every(({ isReused }) => isReused) };
  }
  const hooksMs = Object.values(hooks).reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
  const files = timings.reduce((most, timing) => Math.max(most, timing.files ?? -1), -1);
  return {
    totalMs: hooksMs + (load?.elapsedMs ?? 0),
    ...(load && { loadMs: load.elapsedMs }),
    hooks,
    ...(files >= 0 && { files }),
  };
}

/** A plugin whose hooks might have been reused is loaded when the first of them has to run. */
function withoutLoad({ startMs, elapsedMs }: HookTiming, load?: LoadTiming): number {
  if (!load) return elapsedMs;
  const end = Math.min(startMs + elapsedMs, load.startMs + load.elapsedMs);
  return elapsedMs - Math.max(0, end - Math.max(startMs, load.startMs));
}

function describeUse(hooks: HookTiming[], root: string): string {
  if (hooks.length === 0) return 'no hooks';
  const ran = hooks.filter(({ isReused }) => !isReused);
  if (ran.length === 0) return 'reused';
  return describeReason(ran.find(({ reason }) => reason !== undefined)?.reason ?? '', root);
}

/** The reason as it is in `--explain`, in fewer words. */
function describeReason(reason: string, root: string): string {
  if (/^has no result .*kept$/.test(reason)) return 'nothing kept';
  if (reason === 'is to run each time') return 'runs each time';
  const [, changed] = /^looked at (.*), which has changed$/.exec(reason) ?? [];
  return shortenPaths(changed === undefined ? reason : `${changed} has changed`, root);
}
