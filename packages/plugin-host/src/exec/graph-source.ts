import type { GraphError } from '../graph/graph-errors';
import { WorkspaceHost } from '../host/workspace-host';
import type { Output } from '../cli/output';

export interface GraphForNx {
  /** Empty where the graph is complete. */
  errors: GraphError[];
  /** Puts the graph where Nx reads it. False where it is not there afterwards. */
  writeNxCache(): Promise<boolean>;
  /** Nobody needs the workers any more. */
  close(): Promise<void>;
}

/** The graph of the workspace as it is now, computed in this process, which belongs to that root from here on. */
export async function computeGraphFor(root: string, output: Output): Promise<GraphForNx> {
  const host = new WorkspaceHost({ root, onLog: (line) => output.log(line) });
  const onWait = (sentence: string) => output.note(`${sentence}\n`);
  host.on('waiting', onWait);
  const { graph, sourceMaps, errors } = await host.computeProjectGraph();
  return {
    errors,
    writeNxCache: async () => (await host.nxAdapter()).writeCache(graph, sourceMaps, onWait),
    close: () => host.close(),
  };
}
