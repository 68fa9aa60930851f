import { findRoot } from '../config/find-root';
import { locateNx } from '../config/nx-location';
import { readPluginEntries } from '../config/plugin-entries';
import { readNxJson } from '../config/read-nx-json';
import type { ComputedGraph } from '../schedule/compute-graph';
import { useFreshDirectory } from '../host/fresh-directory';
import { openGraphFile, type GraphFile } from './graph-file';
import { computeAnywhere, computeHere } from './graph-source';
import { summarizeGraph } from './graph-summary';
import { namedPlugin } from './named-by-person';
import { describeProfiles, profileFile } from './profiles';
import { EXIT_CODES, type CommonOptions } from './command';
import type { Output } from './output';

export interface GraphOptions extends CommonOptions {
  file?: string;
  fresh?: boolean;
  /** Says of each hook why it ran. */
  explain?: boolean;
  /** Compares the graph with nx's own, and writes none. */
  compare?: boolean;
  /** The plugin that a CPU profile is written of. */
  profile?: string;
}

/** Computes the graph and prints or writes it. Returns the exit code. */
export async function runGraph(options: GraphOptions, output: Output): Promise<number> {
  if (options.compare) {
    const { runCompare } = require('./compare/compare-command') as typeof import('./compare/compare-command');
    return runCompare(options, output);
  }
  const root = findRoot(options.root);
  const file = options.file === undefined ? undefined : openGraphFile(options.file);
  const { profile: name, ...common } = options;
  const plugin = name === undefined ? undefined : namedPlugin(name, root);
  const profile = plugin === undefined ? undefined : { plugin, file: profileFile(root, plugin) };
  if (options.fresh) useFreshDirectory(root);
  const { computed, settle, profiles } = await (options.fresh ? computeHere : computeAnywhere)(
    { ...common, root, ...(profile && { profile }) },
    output,
  );
  deliver(computed, file, options, output);
  if (!output.isJson) output.print(summarize(computed, root, options, output));
  // Last, so that they are what is on the screen.
  output.graphErrors(computed.errors);
  if (profiles) output.note(describeProfiles(plugin!, profiles, root));
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
  const text = () => `${JSON.stringify(content)}\n`;
  if (file?.isStdout) output.print(text());
  else file?.write(text());
}

function summarize(
  computed: ComputedGraph,
  root: string,
  { explain }: GraphOptions,
  { isVerbose, columns, resultColors }: Output,
): string {
  return summarizeGraph(computed, {
    root,
    nxVersion: locateNx(root).version,
    entries: readPluginEntries(readNxJson(root)),
    isExplained: explain ?? false,
    isVerbose,
    columns,
    colors: resultColors,
  });
}
