import type {
  CreateNodesContribution,
  CreateNodesResult,
  ProjectsMetadata,
  RawDependency,
} from '@plugin-isolation/plugin-worker';
import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import { createNodesMissing, filesNotMatched } from '../errors/command-error-texts';
import type { Supervisor } from '../workers/supervisor';
import { toGraphError, toGraphErrors, type GraphError } from '../errors/graph-errors';
import type { NxAdapter } from '../nx/adapter';
import { explainNxError } from '../nx/explain-nx-error';
import { owned, type PluginNames } from '../errors/plugin-names';
import type { HookTiming } from './layers/timed';

/** What the plugin gave for one configuration file. */
interface FileResult {
  file: string;
  contribution: CreateNodesContribution;
}

/** One call of a hook. */
export type InferredCall = Pick<HookTiming, 'hook' | 'elapsedMs' | 'files'>;

/** What one plugin gives to a graph. */
export interface Inferred extends PluginNames {
  /** In its order. */
  results: FileResult[];
  dependencies?: RawDependency[];
  metadata?: ProjectsMetadata;
  /** How long each call took. Nx gives a plugin all of its files in one. */
  calls: InferredCall[];
  errors: GraphError[];
}

interface InferOptions {
  /** Candidates for what is meant by each file. Default: all files that match. */
  files: string[][];
  /** Whether each file is a call of its own. */
  isOneEach: boolean;
}

/**
 * What one plugin infers from its configuration files, or from those among `files`.
 * @throws {WorkspaceError} `PLUGIN_UNKNOWN` if the plugin has no `createNodes`, or does not get one of `files`.
 */
export async function inferNodes(
  nx: NxAdapter,
  supervisor: Supervisor,
  worker: HostedPluginWorker,
  { files, isOneEach }: InferOptions,
): Promise<Inferred> {
  const { plugin } = supervisor;
  const names = { plugin, name: worker.name };
  const { createNodes } = worker.plugin;
  if (!createNodes) throw createNodesMissing(plugin);
  nx.indexFiles();
  const matching = await nx.matchFiles(supervisor.entry, createNodes[0]);
  const wanted = files.length > 0 ? pick(files, matching, plugin, createNodes[0]) : matching;
  const context = nx.createNodesContext(readNxJson(nx));
  const inferred: Inferred = { ...names, results: [], calls: [], errors: [] };
  for (const batch of isOneEach ? wanted.map((file) => [file]) : [wanted]) {
    const calledAt = performance.now();
    const { results, errors } = await callOnce(createNodes[1](batch, context), names);
    const elapsedMs = performance.now() - calledAt;
    inferred.results.push(...results);
    inferred.errors.push(...errors);
    inferred.calls.push({ hook: 'createNodes', elapsedMs, files: batch.length });
  }
  return inferred;
}

async function callOnce(
  call: Promise<CreateNodesResult[]>,
  names: PluginNames,
): Promise<Pick<Inferred, 'results' | 'errors'>> {
  try {
    const results = await owned(call, names);
    return { results: toFileResults(results), errors: [] };
  } catch (error) {
    const { partialResults = [] } = error as { partialResults?: [string, CreateNodesContribution][] };
    const isAggregate = (error as Error).name === 'AggregateCreateNodesError';
    const errors = isAggregate
      ? toGraphErrors(error as Error)
      : [toGraphError(error as Error, names, 'createNodes')];
    return { results: partialResults.map(([file, contribution]) => ({ file, contribution })), errors };
  }
}

export function toFileResults(results: CreateNodesResult[]): FileResult[] {
  return results.map(([, file, contribution]) => ({ file, contribution }));
}

function readNxJson(nx: NxAdapter): Record<string, unknown> {
  try {
    return nx.readNxJson();
  } catch (error) {
    throw explainNxError(error);
  }
}

function pick(files: string[][], matching: string[], plugin: string, pattern: string): string[] {
  const found = files.map((candidates) => candidates.find((file) => matching.includes(file)));
  const unmatched = files.filter((_, index) => found[index] === undefined).map(([file]) => file);
  if (unmatched.length > 0) throw filesNotMatched(plugin, unmatched, pattern);
  return [...new Set(found as string[])];
}
