import type { CreateNodesContribution, CreateNodesResult } from '@plugin-isolation/plugin-worker';
import { around } from '../around';
import { GRAPH_HOOKS, type GraphHook } from '../graph-hooks';
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
  const later = GRAPH_HOOKS.filter((hook) => hook !== 'createNodes' && plugin[hook]).map(
    (hook): Contribution => ({ plugin, hook, result: undefined }),
  );
  return {
    contributions: [...collected.nodes.map(({ contribution }) => contribution), ...later],
    withOnly: (kept) => {
      const left = later.filter((contribution) => kept.has(contribution));
      const only = around(plugin, async (hook, args, next) => {
        if (hook === 'createNodes') return replay(plugin.name, collected, kept) as ReturnType<typeof next>;
        const result = await next(...args);
        for (const contribution of left) if (contribution.hook === hook) contribution.result = result;
        return result;
      });
      return withoutHooks(
        only,
        later.filter((contribution) => !kept.has(contribution)).map(({ hook }) => hook),
      );
    },
  };
}

function withoutHooks(plugin: NxPlugin, hooks: GraphHook[]): NxPlugin {
  const isLeft = ([key]: [string, unknown]) => !(hooks as string[]).includes(key);
  return Object.fromEntries(Object.entries(plugin).filter(isLeft)) as unknown as NxPlugin;
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
