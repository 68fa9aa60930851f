import type { CreateNodesContribution, CreateNodesResult } from '@plugin-isolation/plugin-worker';
import type { GraphHook } from '../last-good-store';
import type { NxAdapter, NxPlugin } from '../../nx/adapter';

/** What one hook of one plugin gives to a graph; of `createNodes`, for one configuration file. */
export interface Contribution {
  plugin: NxPlugin;
  hook: GraphHook;
  file?: string;
  /** What it gave last; Nx may have changed it since. */
  result: unknown;
}

interface Collected {
  /** As JSON: Nx changes what it merges, and merges it several times here. */
  nodes: { contribution: Contribution; text: string }[];
  /** What `createNodes` threw. */
  error?: Error;
}

/** What the hooks of a plugin give, each part of which can be left out of a graph. */
export interface DividedPlugin {
  contributions: Contribution[];
  /** The plugin, as if it gave nothing but those. */
  withOnly(kept: Set<Contribution>): NxPlugin;
}

/** Runs `createNodes`; the other hooks run with each graph. */
export async function divide(
  plugin: NxPlugin,
  nx: Pick<NxAdapter, 'matchFiles' | 'createNodesContext'>,
  nxJson: Record<string, unknown>,
): Promise<DividedPlugin> {
  const collected = await collectNodes(plugin, nx, nxJson);
  const dependencies: Contribution = { plugin, hook: 'createDependencies', result: undefined };
  const metadata: Contribution = { plugin, hook: 'createMetadata', result: undefined };
  const { createNodes, createDependencies, createMetadata, ...identity } = plugin;
  return {
    contributions: [
      ...collected.nodes.map(({ contribution }) => contribution),
      ...(createDependencies ? [dependencies] : []),
      ...(createMetadata ? [metadata] : []),
    ],
    withOnly: (kept) => ({
      ...identity,
      ...(createNodes && { createNodes: [createNodes[0], () => replay(plugin.name, collected, kept)] }),
      ...(createDependencies &&
        kept.has(dependencies) && { createDependencies: noting(dependencies, createDependencies) }),
      ...(createMetadata && kept.has(metadata) && { createMetadata: noting(metadata, createMetadata) }),
    }),
  };
}

/** The hook, and its contribution knows what it gave. */
function noting<A extends unknown[], R>(contribution: Contribution, hook: (...args: A) => Promise<R>) {
  return async (...args: A): Promise<R> => {
    const result = await hook(...args);
    contribution.result = result;
    return result;
  };
}

async function collectNodes(
  plugin: NxPlugin,
  nx: Pick<NxAdapter, 'matchFiles' | 'createNodesContext'>,
  nxJson: Record<string, unknown>,
): Promise<Collected> {
  if (!plugin.createNodes) return { nodes: [] };
  const [pattern, createNodes] = plugin.createNodes;
  const noteAll = (results: [string, unknown][]) => results.map(([file, given]) => note(plugin, file, given));
  try {
    const results = await createNodes(await nx.matchFiles(plugin, pattern), nx.createNodesContext(nxJson));
    return { nodes: noteAll(results.map(([, file, given]) => [file, given])) };
  } catch (thrown) {
    const error = thrown as AggregateCreateNodesError;
    return isWhole(error)
      ? { nodes: noteAll(error.partialResults), error }
      : { nodes: [], error: plain(error) };
  }
}

function note(plugin: NxPlugin, file: string, result: unknown): Collected['nodes'][number] {
  return { contribution: { plugin, hook: 'createNodes', file, result }, text: JSON.stringify(result) };
}

function replay(
  name: string,
  { nodes, error }: Collected,
  kept: Set<Contribution>,
): Promise<CreateNodesResult[]> {
  const results = nodes
    .filter(({ contribution }) => kept.has(contribution))
    .map(({ contribution, text }): [string, CreateNodesContribution] => [
      contribution.file!,
      JSON.parse(text) as CreateNodesContribution,
    ]);
  if (!error) return Promise.resolve(results.map(([file, given]) => [name, file, given]));
  if ('partialResults' in error) error.partialResults = results;
  return Promise.reject(error);
}

/** Nx's own, recognised by its name and shape. */
interface AggregateCreateNodesError extends Error {
  errors: [file: string | null, error: Error][];
  partialResults: [file: string, contribution: unknown][];
}

const isPair = (value: unknown) => Array.isArray(value) && value.length >= 2;

function isWhole(error: AggregateCreateNodesError): boolean {
  const { name, errors, partialResults } = error;
  const isList = (list: unknown) => Array.isArray(list) && list.every(isPair);
  return name === 'AggregateCreateNodesError' && isList(errors) && isList(partialResults);
}

/** Nx itself trips over one whose lists are damaged. */
function plain(error: Error): Error {
  if (error.name !== 'AggregateCreateNodesError') return error;
  return new Error(error.message, { cause: error });
}
