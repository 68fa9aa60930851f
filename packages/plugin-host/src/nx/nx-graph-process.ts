import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What {@link writeNxGraph} writes. */
export interface NxGraphFile {
  graph?: object;
  sourceMaps?: object;
  /** Messages; the graph is partial then, or there is none. */
  errors: string[];
}

interface GraphModule {
  createProjectGraphAndSourceMapsAsync(
    options: object,
  ): Promise<{ projectGraph: object; sourceMaps: object }>;
}

interface GraphError extends Error {
  errors?: Error[];
  getPartialProjectGraph?: () => object;
  getPartialSourcemaps?: () => object;
}

/** Has the nx of this process's cwd, whose compiled modules are in `source`, compute its own graph, and writes it. */
async function writeNxGraph(source: string, file: string): Promise<void> {
  const compute = async (): Promise<NxGraphFile> => {
    const nx = require(join(source, 'project-graph', 'project-graph.js')) as GraphModule;
    const options = { exitOnError: false, resetDaemonClient: false };
    const { projectGraph: graph, sourceMaps } = await nx.createProjectGraphAndSourceMapsAsync(options);
    return { graph, sourceMaps, errors: [] };
  };
  writeFileSync(file, JSON.stringify(await compute().catch(partial)));
}

function partial(error: GraphError): NxGraphFile {
  const graph = error.getPartialProjectGraph?.();
  const sourceMaps = error.getPartialSourcemaps?.();
  const errors = (error.errors ?? [error]).map(({ message }) => message);
  return { ...(graph && { graph }), ...(sourceMaps && { sourceMaps }), errors };
}

// Nx may have left workers and watchers that would keep this process.
void writeNxGraph(process.argv[2], process.argv[3]).then(() => process.exit(0));
