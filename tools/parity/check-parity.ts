import { type Difference, type GraphLike, compareGraphs } from './compare-graphs';
import { computeNxGraph, computeOurOutput, graphOf, type PlainNx } from './compute-graphs';

export interface ParityResult {
  /** Where our graph is not the one that nx computed, though nx agrees with itself there. */
  differences: Difference[];
  /** Where two runs of nx differ from each other; nx is run twice only if there is a difference to ours. */
  unsteady: Difference[];
  isRepeatable: boolean;
  size: string;
}

export async function checkParity(root: string): Promise<ParityResult> {
  const ours = await computeOurOutput(root);
  const oursAgain = await computeOurOutput(root);
  return { ...(await compareWithNx(root, graphOf(ours))), isRepeatable: ours === oursAgain };
}

/** Compares a graph with nx's own. Where they differ, nx computes again: only what it repeats counts. */
export async function compareWithNx(
  root: string,
  ours: GraphLike,
  plain?: PlainNx,
): Promise<Omit<ParityResult, 'isRepeatable'>> {
  const reference = await computeNxGraph(root, plain);
  const found = compareGraphs(reference, ours);
  const unsteady = found.length > 0 ? compareGraphs(reference, await computeNxGraph(root, plain)) : [];
  const unsteadyPaths = new Set(unsteady.map(({ path }) => path));
  const differences = found.filter(({ path }) => !unsteadyPaths.has(path));
  return { differences, unsteady, size: sizeOf(reference) };
}

function sizeOf({ nodes = {}, externalNodes = {}, dependencies = {} }: GraphLike): string {
  const edges = Object.values(dependencies).flat().length;
  return `${Object.keys(nodes).length} projects, ${Object.keys(externalNodes).length} external nodes, ${edges} edges`;
}
