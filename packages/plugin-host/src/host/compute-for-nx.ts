import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import type { GraphError } from '../errors/graph-errors';
import type { LoadedPlugin } from '../hooks/loaded-plugin';
import type { SourceMaps } from '../nx/adapter';
import type { Asked } from '../timing/asked';
import type { WorkspaceHost } from './workspace-host';

/** A graph, for an nx in another process. */
export interface GraphForNx {
  /** What makes it partial. Nx has no use for a partial graph: it fails, and says so itself. */
  errors: GraphError[];
  /** The plugins of `nx.json` that loaded. */
  plugins: LoadedPlugin[];
  /** If there are no errors. */
  complete?: {
    graph: ProjectGraph;
    sourceMaps: SourceMaps;
  };
}

/** Computes the graph and, if it is complete, puts it where Nx and what it starts look for it. */
export async function computeForNx(host: WorkspaceHost, asked?: Asked): Promise<GraphForNx> {
  const computation = await host.requests.request(asked);
  const { computed, plugins } = computation;
  const { graph, sourceMaps, errors } = computed;
  if (errors.length > 0) return { errors, plugins };
  await host.graphs.writeToNx(computed);
  const complete = { graph, sourceMaps };
  await host.keepWholeGraph({ plugins, complete }, computation);
  return { errors, plugins, complete };
}
