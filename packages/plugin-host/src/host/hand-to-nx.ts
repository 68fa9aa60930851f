import type { GraphError } from '../errors/graph-errors';
import type { WorkspaceHost } from './workspace-host';

export interface GraphForNx {
  /** Empty if the graph is complete. */
  errors: GraphError[];
  /** Whether Nx's cache holds it. */
  isWritten: boolean;
}

/** Computes the graph and puts it where Nx reads it, unless it is partial. */
export async function handToNx(host: WorkspaceHost): Promise<GraphForNx> {
  const computed = await host.computeProjectGraph();
  const { errors } = computed;
  return { errors, isWritten: errors.length === 0 && (await host.graphs.writeToNx(computed)) };
}
