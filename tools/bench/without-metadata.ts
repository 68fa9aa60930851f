import type { GraphLike } from '../parity/compare-graphs';

/**
 * In nx, `createMetadata` sees only the edges of files that changed last, if it has kept those of the others. So the
 * local plugin counts too few.
 */
export function withoutMetadata(graph: GraphLike): GraphLike {
  const nodes = Object.entries(graph.nodes ?? {}).map(([name, node]) => {
    const { data, ...rest } = node as { data: { metadata?: { description?: string } } };
    return [name, { ...rest, data: { ...data, metadata: { ...data.metadata, description: undefined } } }];
  });
  return { ...graph, nodes: Object.fromEntries(nodes) as GraphLike['nodes'] };
}
