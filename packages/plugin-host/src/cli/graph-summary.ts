import type { Colors } from 'picocolors/types';
import type { PluginEntry } from '../config/plugin-entries';
import type { ComputedGraph } from '../schedule/compute-graph';
import { explainHook } from './explain-hook';
import { count, formatMs, formatTable } from './format';
import { coreRows, pluginRows } from './plugin-rows';
import { formatPlugins } from './plugin-table';

interface SummaryOptions {
  root: string;
  nxVersion: string;
  entries: readonly PluginEntry[];
  /** Whether each hook is listed, with the reason why it ran. */
  isExplained: boolean;
  /** Whether each hook is listed, and each plugin of Nx. */
  isVerbose: boolean;
  /** Of the terminal, if it is one. */
  columns: number | undefined;
  colors: Colors;
}

/** What a person reads of a graph: how large it is, and which plugin took how long and why. */
export function summarizeGraph(computed: ComputedGraph, options: SummaryOptions): string {
  const { timings, errors, isReused } = computed;
  const { root, entries, isExplained, isVerbose } = options;
  const heading = describeGraph(computed, options);
  const isDetailed = isExplained || isVerbose;
  if (isReused && !isExplained) return `${heading}: nothing has changed since it was computed\n`;
  const ofEntries = timings.hooks.filter(({ index }) => index !== undefined);
  const isAllReused = ofEntries.length > 0 && ofEntries.every((timing) => timing.isReused);
  if (isAllReused && errors.length === 0 && !isDetailed) return `${heading}: every hook was reused\n`;
  const rows = pluginRows({ root, entries, timings, errors });
  const table = formatPlugins(rows, coreRows(timings, isVerbose), options);
  return `${heading}\n${table}${isDetailed ? `\n${listHooks(computed, isExplained)}` : ''}`;
}

function describeGraph(
  { graph, errors, timings }: ComputedGraph,
  { root, nxVersion, columns }: SummaryOptions,
): string {
  const edges = Object.values(graph.dependencies).reduce((sum, list) => sum + list.length, 0);
  const parts = [
    count(Object.keys(graph.nodes).length, 'project'),
    count(edges, 'dependency', 'dependencies'),
    count(Object.keys(graph.externalNodes ?? {}).length, 'external node'),
  ];
  const heading = `${errors.length > 0 ? 'Partial project graph' : 'Project graph'} of ${root} (nx ${nxVersion})`;
  const size = `${parts.join(', ')} in ${formatMs(timings.totalMs)}`;
  const isWide = `${heading}: ${size}`.length > (columns ?? Infinity);
  return `${heading}:${isWide ? '\n  ' : ' '}${size}`;
}

/** In the order in which they began. */
function listHooks({ timings }: ComputedGraph, isExplained: boolean): string {
  const inOrder = [...timings.hooks].sort((left, right) => left.startMs - right.startMs);
  const rows = inOrder.map((timing) => {
    const { plugin, hook, elapsedMs } = timing;
    return [plugin, hook, formatMs(elapsedMs), explainHook(timing, isExplained)];
  });
  return formatTable(rows);
}
