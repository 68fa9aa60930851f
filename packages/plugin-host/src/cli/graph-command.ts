import { findRoot } from '../config/find-root';
import { locateNx } from '../config/nx-location';
import type { ComputedGraph } from '../schedule/compute-graph';
import { useFreshDirectory } from '../host/fresh-directory';
import { count, formatMs, formatTable } from './format';
import { explainHook } from './explain-hook';
import { openGraphFile, type GraphFile } from './graph-file';
import { computeAnywhere, computeHere } from './graph-source';
import { EXIT_CODES, type CommonOptions } from './command';
import type { Output } from './output';

export interface GraphOptions extends CommonOptions {
  file?: string;
  fresh?: boolean;
  /** Says of each hook why it ran. */
  explain?: boolean;
}

/** Computes the graph and prints or writes it. Returns the exit code. */
export async function runGraph(options: GraphOptions, output: Output): Promise<number> {
  const root = findRoot(options.root);
  const file = options.file === undefined ? undefined : openGraphFile(options.file);
  if (options.fresh) useFreshDirectory(root);
  const { computed, settle } = await (options.fresh ? computeHere : computeAnywhere)(
    { ...options, root },
    output,
  );
  deliver(computed, file, options, output);
  if (!output.isJson)
    output.print(summarize(computed, root, locateNx(root).version, options.explain ?? false));
  // Nobody finds what is kept of a fresh one.
  if (!options.fresh) await settle?.();
  return computed.errors.length > 0 ? EXIT_CODES.pluginFailed : EXIT_CODES.done;
}

function deliver(
  computed: ComputedGraph,
  file: GraphFile | undefined,
  { json, explain }: GraphOptions,
  output: Output,
): void {
  const { graph, sourceMaps, errors, timings } = computed;
  const { nodes, externalNodes, dependencies, version } = graph;
  const content = { graph: { nodes, externalNodes, dependencies, version }, sourceMaps, errors };
  if (json) output.json(explain ? { ...content, hooks: timings.hooks } : content);
  output.graphErrors(errors);
  const text = () => `${JSON.stringify(content)}\n`;
  if (file?.isStdout) output.print(text());
  else file?.write(text());
}

function summarize(
  { graph, errors, timings, isReused }: ComputedGraph,
  root: string,
  nxVersion: string,
  isExplained: boolean,
): string {
  const edges = Object.values(graph.dependencies).reduce((sum, list) => sum + list.length, 0);
  const parts = [
    count(Object.keys(graph.nodes).length, 'project'),
    count(edges, 'dependency', 'dependencies'),
    count(Object.keys(graph.externalNodes ?? {}).length, 'external node'),
  ];
  const heading = `${errors.length > 0 ? 'Partial project graph' : 'Project graph'} of ${root} (nx ${nxVersion})`;
  const took = `in ${formatMs(timings.totalMs)}`;
  const all = `${heading}: ${parts.join(', ')} ${took}`;
  if (isReused && !isExplained) return `${all}: nothing has changed since it was computed\n`;
  const inOrder = [...timings.hooks].sort((left, right) => left.startMs - right.startMs);
  const rows = inOrder.map((timing) => {
    const { plugin, hook, elapsedMs } = timing;
    return [plugin, hook, formatMs(elapsedMs), explainHook(timing, isExplained)];
  });
  return `${all}\n${formatTable(rows)}`;
}
