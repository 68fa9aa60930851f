import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import { isDeepStrictEqual } from 'node:util';

/** One place in which two graphs differ. On a side where it is not, it is `undefined`. */
export interface Difference {
  kind:
    'project' | 'target' | 'metadata' | 'property' | 'dependency' | 'order of dependencies' | 'external node';
  /** Name of the project, or of the external node. */
  of: string;
  /** Within its configuration: `['targets', 'build', 'options', 'cwd']`. Of an edge, its target and type. */
  path: string[];
  ours?: unknown;
  nx?: unknown;
}

type Graph = Pick<ProjectGraph, 'nodes' | 'externalNodes' | 'dependencies'>;

/** Keys may be in any order. The order of edges is told apart from the edges. */
export function compareGraphs(ours: Graph, nx: Graph): Difference[] {
  return [
    ...projectDifferences(ours.nodes, nx.nodes),
    ...edgeDifferences(ours.dependencies, nx.dependencies),
    ...externalDifferences(ours.externalNodes ?? {}, nx.externalNodes ?? {}),
  ];
}

/** Names a place, so that it can be found among those of another comparison. */
export function placeOf({ kind, of, path }: Difference): string {
  return JSON.stringify([kind, of, path]);
}

function projectDifferences(ours: Graph['nodes'], nx: Graph['nodes']): Difference[] {
  return keysOf(ours, nx).flatMap((of): Difference[] => {
    const [left, right] = [own(ours, of), own(nx, of)];
    if (!left || !right) return [{ kind: 'project', of, path: [], ours: left, nx: right }];
    const type = left.type === right.type ? [] : [{ path: ['type'], ours: left.type, nx: right.type }];
    const inside = [...type, ...valueDifferences([], left.data, right.data)];
    return inside.map((each) => ({ kind: kindOf(each.path), of, ...each }));
  });
}

function kindOf([first]: string[]): Difference['kind'] {
  if (first === 'targets') return 'target';
  return first === 'metadata' ? 'metadata' : 'property';
}

/** Each innermost place, but a list as a whole. */
function* valueDifferences(
  path: string[],
  ours: unknown,
  nx: unknown,
): Generator<Pick<Difference, 'path' | 'ours' | 'nx'>> {
  if (isRecord(ours) && isRecord(nx))
    for (const key of keysOf(ours, nx)) yield* valueDifferences([...path, key], own(ours, key), own(nx, key));
  else if (!isDeepStrictEqual(ours, nx)) yield { path, ours, nx };
}

function edgeDifferences(ours: Graph['dependencies'], nx: Graph['dependencies']): Difference[] {
  return keysOf(ours, nx).flatMap((of): Difference[] => {
    const [left, right] = [edgesOf(own(ours, of)), edgesOf(own(nx, of))];
    const kind = 'dependency';
    const onlyOurs = left.filter((edge) => !right.includes(edge));
    const onlyNx = right.filter((edge) => !left.includes(edge));
    const missing = [
      ...onlyOurs.map((edge): Difference => ({ kind, of, path: JSON.parse(edge) as string[], ours: true })),
      ...onlyNx.map((edge): Difference => ({ kind, of, path: JSON.parse(edge) as string[], nx: true })),
    ];
    if (missing.length > 0 || isDeepStrictEqual(left, right)) return missing;
    return [{ kind: 'order of dependencies', of, path: [], ours: left.length, nx: right.length }];
  });
}

function edgesOf(edges: Graph['dependencies'][string] | undefined): string[] {
  return (edges ?? []).map(({ target, type }) => JSON.stringify([target, type]));
}

function externalDifferences(ours: Record<string, unknown>, nx: Record<string, unknown>): Difference[] {
  return keysOf(ours, nx).flatMap((of) =>
    [...valueDifferences([], own(ours, of), own(nx, of))].map((each) => ({
      kind: 'external node' as const,
      of,
      ...each,
    })),
  );
}

function keysOf(left: object, right: object): string[] {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
