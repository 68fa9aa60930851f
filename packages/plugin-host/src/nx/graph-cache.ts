import { readFileSync } from 'node:fs';
import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import type { NxPlugin, SourceMaps } from './adapter';
import { capabilitiesStore, nxCapabilities } from './capabilities-store';
import type { NxInternals } from './nx-internals';

/** What Nx keeps beside a graph. */
interface BesideGraph {
  /** The edges of each file, for its next computation. */
  fileMapCache: unknown;
  plugins: NxPlugin[];
}

/** Of complete graphs only. */
const besideGraphs = new WeakMap<ProjectGraph, BesideGraph>();

export function rememberBesideGraph(graph: ProjectGraph, beside: BesideGraph): void {
  besideGraphs.set(graph, beside);
}

/**
 * Writes a complete graph where Nx keeps the one that it computed last, with Nx's own function. False if it is not
 * there afterwards: Nx gives up in silence, and its daemon writes without the lock.
 */
export function writeGraphCache(
  nx: NxInternals<never>,
  source: string,
  graph: ProjectGraph,
  sourceMaps: SourceMaps,
): boolean {
  const beside = besideGraphs.get(graph);
  // Who sets this variable wants no graph there.
  if (!beside || process.env['NX_CACHE_PROJECT_GRAPH'] === 'false') return false;
  const computedAt = Date.now();
  // Before the graph, as Nx does it: a graph that is there never lacks them.
  capabilitiesStore(source)?.record(computedAt, beside.plugins.map(nxCapabilities));
  nx.graphCache.writeCache(beside.fileMapCache, graph, sourceMaps, [], computedAt);
  return isSameGraph(nx.graphCache.nxProjectGraph, graph);
}

function isSameGraph(file: string, graph: ProjectGraph): boolean {
  try {
    const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const { computedAt, errors, ...rest } = written;
    const isComplete = computedAt !== undefined && Array.isArray(errors) && errors.length === 0;
    return isComplete && JSON.stringify(rest) === JSON.stringify(graph);
  } catch {
    return false;
  }
}
