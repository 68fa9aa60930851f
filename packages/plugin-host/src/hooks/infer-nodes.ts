import type { CreateNodesContribution } from '@plugin-isolation/plugin-worker';
import { createNodesMissing, filesNotMatched } from '../errors/command-error-texts';
import type { Supervisor } from '../workers/supervisor';
import { toGraphError, toGraphErrors, type GraphError } from '../errors/graph-errors';
import type { NxAdapter } from '../nx/adapter';
import { explainNxError } from '../nx/explain-nx-error';
import { owned, type PluginNames } from '../errors/plugin-names';

export interface InferredNodes extends PluginNames {
  /** What the plugin gave for each configuration file, in its order. */
  results: { file: string; contribution: CreateNodesContribution }[];
  errors: GraphError[];
}

/**
 * What one plugin infers from its configuration files, or from those among `files`.
 * @throws {WorkspaceError} `PLUGIN_UNKNOWN` if the plugin has no `createNodes`, or does not get one of `files`.
 */
export async function inferNodes(
  nx: NxAdapter,
  supervisor: Supervisor,
  files: string[],
): Promise<InferredNodes> {
  const { plugin } = supervisor;
  const worker = await supervisor.worker().catch((error: Error) => toGraphError(error, { plugin }, 'load'));
  if ('code' in worker) return { plugin, results: [], errors: [worker] };
  const names = { plugin, name: worker.name };
  const { createNodes } = worker.plugin;
  if (!createNodes) throw createNodesMissing(plugin);
  nx.indexFiles();
  const matching = await nx.matchFiles(supervisor.entry, createNodes[0]);
  const wanted = files.length > 0 ? pick(files, matching, plugin, createNodes[0]) : matching;
  const nxJson = readNxJson(nx);
  try {
    const results = await owned(createNodes[1](wanted, nx.createNodesContext(nxJson)), names);
    return {
      ...names,
      results: results.map(([, file, contribution]) => ({ file, contribution })),
      errors: [],
    };
  } catch (error) {
    const partial = (error as { partialResults?: [string, CreateNodesContribution][] }).partialResults ?? [];
    const isAggregate = (error as Error).name === 'AggregateCreateNodesError';
    const errors = isAggregate
      ? toGraphErrors(error as Error)
      : [toGraphError(error as Error, names, 'createNodes')];
    return {
      ...names,
      results: partial.map(([file, contribution]) => ({ file, contribution })),
      errors,
    };
  }
}

function readNxJson(nx: NxAdapter): Record<string, unknown> {
  try {
    return nx.readNxJson();
  } catch (error) {
    throw explainNxError(error);
  }
}

function pick(files: string[], matching: string[], plugin: string, pattern: string): string[] {
  const unmatched = files.filter((file) => !matching.includes(file));
  if (unmatched.length === 0) return files;
  throw filesNotMatched(plugin, unmatched, pattern);
}
