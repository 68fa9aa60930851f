import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import type { GraphError } from '../../errors/graph-errors';
import type { NxAdapter, NxGraph, NxPlugin, SourceMaps } from '../../nx/adapter';
import { divide, type Contribution, type DividedPlugin } from './contributions';
import { describeRefusal, GivenResults } from './given-results';
import { findMismatchingField } from '../graph-hooks';
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

/** A graph, and the error of a core plugin if that failed because of what another plugin gave. */
interface Trial {
  built: BuiltGraph;
  misled?: Error;
}

/**
 * Has Nx build the graph. If Nx or a core plugin trips over something that a plugin gave, such as a `null`, the graph
 * is built without that, and an error says so. Nx itself decides what has to go.
 * @throws what Nx throws if it builds no graph without any plugin either.
 */
export async function buildRefusing(settings: RefusingBuild): Promise<BuiltGraph> {
  const { specified, core, signal } = settings;
  const first = await build(settings, specified, core).catch((error: Error) => error);
  if (!(first instanceof Error) && !first.misled) return first.built;
  signal.throwIfAborted();
  const built = await buildWithoutCulprits(settings);
  if (built) return built;
  // Then it is not the fault of a plugin.
  if (first instanceof Error) throw first;
  return first.built;
}

async function build({ nx, nxJson }: RefusingBuild, specified: NxPlugin[], core: NxPlugin[]): Promise<Trial> {
  const given = new GivenResults();
  const observe = (plugins: NxPlugin[]) => plugins.map((plugin) => given.observe(plugin));
  const { graph, sourceMaps, errors }: NxGraph = await nx.buildGraph(
    observe(specified),
    observe(core),
    nxJson,
  );
  const built = { graph, sourceMaps, errors: errors.flatMap((error) => given.explain(error)) };
  const isOfCore = ({ plugin, hook }: GraphError) =>
    hook !== 'createNodes' && core.some(({ name }) => name === plugin);
  const failed = built.errors.find(isOfCore);
  return failed && given.hasMismatchingNodes() ? { built, misled: new Error(failed.message) } : { built };
}

/** `undefined` if there is no graph without any plugin either. */
async function buildWithoutCulprits(settings: RefusingBuild): Promise<BuiltGraph | undefined> {
  const { nx, nxJson, specified, core, signal } = settings;
  const divideAll = (plugins: NxPlugin[]) => Promise.all(plugins.map((plugin) => divide(plugin, nx, nxJson)));
  const [ofSpecified, ofCore] = await Promise.all([divideAll(specified), divideAll(core)]);
  let built: BuiltGraph | undefined;
  const complain = async (kept: Set<Contribution>) => {
    signal.throwIfAborted();
    const only = (divided: DividedPlugin[]) => divided.map((plugin) => plugin.withOnly(kept));
    try {
      const trial = await build(settings, only(ofSpecified), only(ofCore));
      if (!trial.misled) built = trial.built;
      return trial.misled;
    } catch (error) {
      return error as Error;
    }
  };
  if (await complain(new Set())) return undefined;
  const all = [...ofCore, ...ofSpecified].flatMap(({ contributions }) => contributions);
  // A good guess saves most of the search: results with the types that Nx expects usually go together.
  const doesFit = ({ hook, result }: Contribution) => findMismatchingField(hook, result) === undefined;
  const refused = await findRefused([all.filter(doesFit), all.filter((one) => !doesFit(one))], complain);
  const refusals = [...refused].map(([contribution, error]) => describeRefusal(contribution, error));
  return { ...built!, errors: [...refusals, ...built!.errors] };
}
