import type { Difference } from './compare-graphs';
import type { MappedGraph } from './nx-own-graph';

/** Who gave what is in a place, as source maps tell it. */
export interface Owner {
  plugin: string;
  file?: string;
}

/** The owner of the place in one graph, if that graph has the project and knows who gave it. */
export function ownerOfPlace(
  { of, path }: Difference,
  { graph, sourceMaps }: MappedGraph,
): Owner | undefined {
  const node = Object.hasOwn(graph.nodes, of) ? graph.nodes[of] : undefined;
  const { root } = (node?.data ?? {}) as { root?: string };
  const fields = root === undefined ? undefined : sourceMaps[root];
  if (!fields) return undefined;
  for (let length = path.length; length > 0; length--) {
    const source = fields[path.slice(0, length).join('.')] as (typeof fields)[string] | undefined;
    if (source) return toOwner(source);
  }
  // Who made the project.
  const source = (fields['root'] ?? fields['name']) as (typeof fields)[string] | undefined;
  return path.length === 0 && source ? toOwner(source) : undefined;
}

function toOwner([file, plugin]: [file: string | null, plugin: string]): Owner {
  return { plugin, ...(file !== null && { file }) };
}
