import type { GraphLike } from './compare-graphs';

interface Node {
  data: { root: string };
}

/**
 * The graph of an nx that runs its plugins in its own process, as it is if each has a process: metadata that are
 * `undefined` don't arrive from there, so that no source map names them.
 */
export function withoutUndefined({ sourceMaps = {}, ...graph }: GraphLike): GraphLike {
  const projects = Object.values((graph.nodes ?? {}) as Record<string, Node>);
  const byRoot = new Map(projects.map(({ data }) => [data.root, data]));
  const arrives = (root: string, field: string) =>
    !field.startsWith('metadata.') || valueAt(byRoot.get(root), field) !== undefined;
  const left = Object.entries(sourceMaps).map(([root, fields]) => [
    root,
    Object.fromEntries(Object.entries(fields as object).filter(([field]) => arrives(root, field))),
  ]);
  return { ...graph, sourceMaps: Object.fromEntries(left) as GraphLike['sourceMaps'] };
}

function valueAt(data: object | undefined, field: string): unknown {
  const inside = (value: unknown, name: string) => (value as Record<string, unknown> | undefined)?.[name];
  return field.split('.').reduce<unknown>(inside, data);
}
