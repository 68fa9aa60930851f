import type { GraphError } from '../graph/graph-errors';
import type { WorkspaceHost } from './workspace-host';

export interface GraphForNx {
  /** Empty where the graph is complete. */
  errors: GraphError[];
  /** Whether Nx's cache holds it. */
  isWritten: boolean;
}

/** Computes the graph and puts it where Nx reads it: not where it is partial. */
export async function handToNx(host: WorkspaceHost): Promise<GraphForNx> {
  const { graph, sourceMaps, errors } = await host.computeProjectGraph();
  if (errors.length > 0) return { errors, isWritten: false };
  const nx = await host.nxAdapter();
  const isWritten = await nx.writeCache(graph, sourceMaps, (text) => host.emit('waiting', text));
  return { errors, isWritten };
}
