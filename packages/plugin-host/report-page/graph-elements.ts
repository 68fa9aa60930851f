import type { ElementDefinition } from 'cytoscape';
import { count } from '../src/cli/format';
import type { View } from './view';

/** With more groups, the folders one level above are taken instead. */
const MANY_FOLDERS = 60;

/** Nodes and edges as they are to be drawn: projects, and folders that are not opened. */
export function elementsOf(view: View, openFolders: ReadonlySet<string>): ElementDefinition[] {
  const positions = shownPositions(view);
  const folderOf = view.state.shown === 'folders' ? foldersOf(view, positions) : () => undefined;
  const nodeOf = new Map<number, string>();
  const sizes = new Map<string, number>();
  for (const position of positions) {
    const folder = folderOf(position);
    const isGrouped = folder !== undefined && !openFolders.has(folder);
    nodeOf.set(position, isGrouped ? `folder ${folder}` : `project ${position}`);
    if (isGrouped) sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
  }
  const folders = [...sizes].map(([folder, size]): ElementDefinition => {
    const label = `${folder}\n${count(size, 'project')}`;
    return { data: { id: `folder ${folder}`, folder, kind: 'folder', ...sized(label) } };
  });
  const single = [...nodeOf].filter(([, id]) => id.startsWith('project '));
  const projects = single.map(([position, id]): ElementDefinition => {
    const { name, type } = view.report.projects[position];
    return { data: { id, project: position, kind: type, ...sized(name) } };
  });
  return [...folders, ...projects, ...edgesOf(view, nodeOf)];
}

/** A node is as large as its text, in the style of the graph. */
function sized(label: string): { label: string; width: number; height: number } {
  const lines = label.split('\n');
  const longest = Math.max(...lines.map((line) => line.length));
  return { label, width: 7 * longest + 14, height: 16 * lines.length + 10 };
}

/** Several edges between the same two nodes are one. */
function edgesOf({ report, state }: View, nodeOf: Map<number, string>): ElementDefinition[] {
  const edges = new Map<string, ElementDefinition>();
  const steps = new Set(state.path.slice(1).map((to, index) => `${state.path[index]} ${to}`));
  for (const [from, to, type] of report.edges) {
    const [source, target] = [nodeOf.get(from), nodeOf.get(to)];
    if (source === undefined || target === undefined || source === target) continue;
    const id = `${source} → ${target}`;
    const isOnPath = steps.has(`${from} ${to}`) || edges.get(id)?.data['isOnPath'] === true;
    edges.set(id, { data: { id, source, target, type, isOnPath } });
  }
  return [...edges.values()];
}

function shownPositions(view: View): number[] {
  const { shown, selected, path } = view.state;
  if (shown === 'path' && path.length > 0) return path;
  if (shown === 'neighbours' && selected !== undefined)
    return [...new Set([selected, ...view.dependencies[selected], ...view.dependents[selected]])];
  return view.matching();
}

/** The deepest folders that are not too many. */
function foldersOf({ report }: View, positions: number[]): (position: number) => string {
  const at = (position: number, depth: number) => {
    const segments = report.projects[position].configuration.root.split('/').slice(0, -1);
    return segments.slice(0, depth).join('/') || '.';
  };
  const countAt = (depth: number) => new Set(positions.map((position) => at(position, depth))).size;
  const depth = [8, 7, 6, 5, 4, 3, 2].find((each) => countAt(each) <= MANY_FOLDERS) ?? 1;
  return (position) => at(position, depth);
}
