import type { ComputedGraph } from '../../schedule/compute-graph';
import { compareGraphs, placeOf, type Difference } from './compare-graphs';
import type { NxOwnGraph } from './nx-own-graph';
import { ownerOfPlace, type Owner } from './owners';

export interface OwnedDifference extends Difference {
  /** Who gave what is there, in our graph or else in nx's. */
  by?: Owner;
  /** Two runs of nx differ in this place, too. */
  isUnsteady: boolean;
}

export interface Comparison {
  /** Nothing differs but the order of edges, and places in which nx differs from itself. */
  isEqual: boolean;
  differences: OwnedDifference[];
  /** How often nx has computed: again, if there was a difference. */
  nxRuns: 1 | 2;
  /** In how many places the two runs of nx differ. */
  nxDiffersFromItself: number;
  /** Of nx's own graph. */
  nxErrors: string[];
}

/** Compares a graph with the one that `computeNx` gives. Where they differ, that is asked again. */
export async function compareWithNx(
  ours: Pick<ComputedGraph, 'graph' | 'sourceMaps'>,
  computeNx: () => Promise<NxOwnGraph>,
): Promise<Comparison> {
  const nx = await computeNx();
  const found = compareGraphs(ours.graph, nx.graph);
  const unsteady = found.length > 0 ? compareGraphs((await computeNx()).graph, nx.graph) : [];
  const unsteadyPlaces = new Set(unsteady.map(placeOf));
  const differences = found.map((difference): OwnedDifference => {
    const by = ownerOfPlace(difference, ours) ?? ownerOfPlace(difference, nx);
    return { ...difference, ...(by && { by }), isUnsteady: unsteadyPlaces.has(placeOf(difference)) };
  });
  return {
    isEqual: !differences.some(counts),
    differences,
    nxRuns: found.length > 0 ? 2 : 1,
    nxDiffersFromItself: unsteady.length,
    nxErrors: nx.errors,
  };
}

/** What shows that a graph is not the one of nx. */
export function counts({ kind, isUnsteady }: OwnedDifference): boolean {
  return kind !== 'order of dependencies' && !isUnsteady;
}
