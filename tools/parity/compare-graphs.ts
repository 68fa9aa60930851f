export interface GraphLike {
  nodes?: Record<string, unknown>;
  externalNodes?: Record<string, unknown>;
  dependencies?: Record<string, readonly unknown[]>;
  /** Where each property of each project came from. */
  sourceMaps?: Record<string, unknown> | undefined;
}

export interface Difference {
  path: string;
  reference: unknown;
  actual: unknown;
}

/** Keys in any order, the edges of a project as a set, everything else exactly as it is. */
export function compareGraphs(reference: GraphLike, actual: GraphLike): Difference[] {
  return [...differences('$', comparable(reference), comparable(actual))];
}

function comparable({ nodes = {}, externalNodes = {}, dependencies = {}, sourceMaps = {} }: GraphLike) {
  const edges = Object.entries(dependencies).map(([project, list]) => [project, edgeSet(list)] as const);
  return asJson({ nodes, externalNodes, dependencies: Object.fromEntries(edges), sourceMaps });
}

function edgeSet(edges: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(edges.map((edge) => [JSON.stringify(sortKeys(edge)), edge]));
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function sortKeys(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys(value[key])]),
  );
}

function* differences(path: string, reference: unknown, actual: unknown): Generator<Difference> {
  if (isRecord(reference) && isRecord(actual)) {
    yield* keyDifferences(path, reference, actual);
  } else if (Array.isArray(reference) && Array.isArray(actual)) {
    const length = Math.max(reference.length, actual.length);
    for (let i = 0; i < length; i += 1) yield* differences(`${path}[${i}]`, reference[i], actual[i]);
  } else if (reference !== actual) {
    yield { path, reference, actual };
  }
}

function* keyDifferences(
  path: string,
  reference: Record<string, unknown>,
  actual: Record<string, unknown>,
): Generator<Difference> {
  const keys = new Set([...Object.keys(reference), ...Object.keys(actual)]);
  for (const key of [...keys].sort()) {
    yield* differences(`${path}[${JSON.stringify(key)}]`, own(reference, key), own(actual, key));
  }
}

function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
