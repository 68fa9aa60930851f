import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import type { GraphError } from '../graph-errors';
import type { NxAdapter, NxGraph, NxPlugin, SourceMaps } from '../nx/adapter';
import { divide, type Contribution, type DividedPlugin } from './contributions';
import { describeRefusal, GivenResults } from './given-results';
import { findMisfittingField } from './result-schema';
import { findRefused } from './search';

interface RefusingBuild {
  nx: Pick<NxAdapter, 'buildGraph' | 'matchFiles' | 'createNodesContext'>;
  nxJson: Record<string, unknown>;
  specified: NxPlugin[];
  core: NxPlugin[];
  signal: AbortSignal;
}

export interface BuiltGraph {
  graph: ProjectGraph;
  sourceMaps: SourceMaps;
  errors: GraphError[];
}

/**
 * Has Nx build the graph. If Nx trips over something that a plugin gave, as it does over many a `null`, the graph is built without
 * that, and an error says so. Nx itself decides what has to go.
 * @throws what Nx throws if it builds no graph without any plugin either.
 */
export async function buildRefusing(settings: RefusingBuild): Promise<BuiltGraph> {
  const { specified, core, signal } = settings;
  try {
    return await build(settings, specified, core);
  } catch (error) {
    signal.throwIfAborted();
    return buildWithoutCulprits(settings, error as Error);
  }
}

async function build(
  { nx, nxJson }: RefusingBuild,
  specified: NxPlugin[],
  core: NxPlugin[],
): Promise<BuiltGraph> {
  const given = new GivenResults();
  const observe = (plugins: NxPlugin[]) => plugins.map((plugin) => given.observe(plugin));
  const { graph, sourceMaps, errors }: NxGraph = await nx.buildGraph(
    observe(specified),
    observe(core),
    nxJson,
  );
  return { graph, sourceMaps, errors: errors.flatMap((error) => given.explain(error)) };
}

async function buildWithoutCulprits(settings: RefusingBuild, tripped: Error): Promise<BuiltGraph> {
  const { nx, nxJson, specified, core, signal } = settings;
  const divideAll = (plugins: NxPlugin[]) => Promise.all(plugins.map((plugin) => divide(plugin, nx, nxJson)));
  const [ofSpecified, ofCore] = await Promise.all([divideAll(specified), divideAll(core)]);
  let built: BuiltGraph | undefined;
  const complain = async (kept: Set<Contribution>) => {
    signal.throwIfAborted();
    const only = (divided: DividedPlugin[]) => divided.map((plugin) => plugin.withOnly(kept));
    try {
      built = await build(settings, only(ofSpecified), only(ofCore));
      return undefined;
    } catch (error) {
      return error as Error;
    }
  };
  // What is wrong is none of the plugins' then.
  if (await complain(new Set())) throw tripped;
  const all = [...ofCore, ...ofSpecified].flatMap(({ contributions }) => contributions);
  // A good guess saves most of the search: what has the types that Nx expects goes together as a rule.
  const doesFit = ({ hook, result }: Contribution) => findMisfittingField(hook, result) === undefined;
  const refused = await findRefused([all.filter(doesFit), all.filter((one) => !doesFit(one))], complain);
  const refusals = [...refused].map(([contribution, error]) => describeRefusal(contribution, error));
  return { ...built!, errors: [...refusals, ...built!.errors] };
}
