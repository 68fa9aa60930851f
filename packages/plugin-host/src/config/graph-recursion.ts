import { graphRecursion } from '../errors/host-error-texts';

/** In each worker, and in what it starts: the roots and plugins for which a graph is being built around it. */
const VARIABLE = 'PLUGIN_HOST_WORKER_OF';

type Chain = [root: string, plugin: string][];

/** What tells a worker's plugin, and our library in it, whose worker it is. */
export function workerMark(root: string, plugin: string): Record<string, string> {
  return { [VARIABLE]: JSON.stringify([...readChain(), [root, plugin]]) };
}

/**
 * A host for the root of which this process is a worker would start that worker again, and so on without an end.
 * @throws {WorkspaceError} `GRAPH_RECURSION`
 */
export function refuseRecursion(root: string): void {
  const around = readChain().find(([known]) => known === root);
  if (around) throw graphRecursion(root, around[1]);
}

function readChain(): Chain {
  try {
    return JSON.parse(process.env[VARIABLE] ?? '[]') as Chain;
  } catch {
    return [];
  }
}
