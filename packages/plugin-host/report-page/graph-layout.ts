import type { Core, LayoutOptions, NodeSingular } from 'cytoscape';

/** Up to here, the layered layout takes less than a second. */
const MANY_NODES = 200;
const MANY_EDGES = 600;
const GAP_Y = 70;
const GAP_X = 24;

/** Nx's own layout, or one that takes no time if there is much to place. */
export function layoutFor(graph: Core): LayoutOptions {
  const base = { fit: true, padding: 30, animate: false };
  if (graph.nodes().length <= MANY_NODES && graph.edges().length <= MANY_EDGES)
    return { ...base, name: 'dagre', rankDir: 'TB', nodeSep: 20, rankSep: 60 } as LayoutOptions;
  const positions = placeInLayers(graph);
  const place = (node: NodeSingular) => positions.get(node.id())!;
  return { ...base, name: 'preset', positions: place as never };
}

/** What depends on nothing is at the bottom; a layer that is too wide gets several rows. */
function placeInLayers(graph: Core): Map<string, { x: number; y: number }> {
  const layers: string[][] = [];
  for (const [id, level] of levelsOf(graph)) (layers[level] ??= []).push(id);
  const columns = Math.ceil(Math.sqrt(graph.nodes().length));
  const widest = Math.max(...graph.nodes().map((node) => node.data('width') as number));
  const positions = new Map<string, { x: number; y: number }>();
  let row = 0;
  for (const layer of layers.filter(Boolean).reverse()) {
    for (const [index, id] of layer.sort().entries()) {
      const inRow = Math.min(columns, layer.length - Math.floor(index / columns) * columns);
      const x = ((index % columns) - (inRow - 1) / 2) * (widest + GAP_X);
      positions.set(id, { x, y: (row + Math.floor(index / columns)) * GAP_Y });
    }
    row += Math.ceil(layer.length / columns) + 1;
  }
  return positions;
}

/** The longest way down from each node; a circle ends where it was entered. */
function levelsOf(graph: Core): Map<string, number> {
  const next = new Map<string, string[]>(graph.nodes().map((node) => [node.id(), []]));
  graph
    .edges()
    .forEach((edge) => void next.get(edge.data('source') as string)!.push(edge.data('target') as string));
  const levels = new Map<string, number>();
  const open = new Set<string>();
  const visit = (id: string): number => {
    const known = levels.get(id);
    if (known !== undefined) return known;
    if (open.has(id)) return 0;
    open.add(id);
    const level = next.get(id)!.reduce((most, each) => Math.max(most, visit(each) + 1), 0);
    levels.set(id, level);
    return level;
  };
  for (const id of next.keys()) visit(id);
  return levels;
}
