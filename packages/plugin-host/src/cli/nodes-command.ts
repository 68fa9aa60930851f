import { findRoot } from '../config/find-root';
import { toGraphError } from '../errors/graph-errors';
import type { WorkspaceHost } from '../host/workspace-host';
import { inferNodes, type Inferred } from '../hooks/infer-nodes';
import { EXIT_CODES, type CommonOptions } from './command';
import { describeInferred } from './describe-inferred';
import { inferAll } from './infer-all';
import { namedFiles, namedPlugin } from './named-by-person';
import { openHost } from './open-host';
import type { Output } from './output';
import { showProgress } from './progress';

export interface NodesOptions extends CommonOptions {
  /** Calls the plugin for one file after the other, and times each. */
  each?: boolean;
  /** Stays, and shows what each edit changes. */
  watch?: boolean;
}

/** Shows what one plugin infers from each of its configuration files. Returns the exit code. */
export async function runNodes(
  name: string,
  paths: string[],
  options: NodesOptions,
  output: Output,
): Promise<number> {
  const root = findRoot(options.root);
  const plugin = namedPlugin(name, root);
  // Before this process is in the root.
  const files = paths.map((path) => namedFiles(path, root));
  const host = openHost({ ...options, root, unkept: [plugin] }, output);
  const infer = () => inferFrom(host, plugin, files, options);
  if (options.watch) {
    const { watchNodes } = require('./watch-nodes') as typeof import('./watch-nodes');
    return watchNodes(host, infer, output);
  }
  const progress = showProgress(host.events, output);
  const inferred = await infer().finally(() => progress.done());
  if (output.isJson) output.json(inferred);
  else output.print(describeInferred(inferred));
  output.graphErrors(inferred.errors);
  return inferred.errors.length > 0 ? EXIT_CODES.pluginFailed : EXIT_CODES.done;
}

/** From these files alone, or from all and then with the hooks that need the whole graph, if the plugin has them. */
async function inferFrom(
  host: WorkspaceHost,
  plugin: string,
  files: string[][],
  { each = false, watch = false }: NodesOptions,
): Promise<Inferred> {
  // In a watch, it is the graph that knows what has changed.
  if (watch && files.length === 0) return inferAll(host, plugin);
  const [supervisor] = host.reconcile([plugin]).supervisors;
  const worker = await supervisor.answeringWorker().catch((error: Error) => error);
  if (worker instanceof Error) {
    const error = toGraphError(worker, { plugin }, 'load');
    return { plugin, results: [], calls: [], errors: [error] };
  }
  const { createDependencies, createMetadata } = worker.plugin;
  if (files.length === 0 && !each && (createDependencies ?? createMetadata)) return inferAll(host, plugin);
  return inferNodes(await host.nxAdapter(), supervisor, worker, { files, isOneEach: each });
}
