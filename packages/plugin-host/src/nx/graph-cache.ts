import { readFileSync } from 'node:fs';
import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import type { SourceMaps } from './adapter';
import type { NxInternals } from './nx-internals';

/** What Nx keeps beside a graph: the edges of each file, for its next computation. Of complete graphs only. */
const fileMapCaches = new WeakMap<ProjectGraph, unknown>();

export function rememberFileMapCache(graph: ProjectGraph, fileMapCache: unknown): void {
  fileMapCaches.set(graph, fileMapCache);
}

/**
 * Writes a complete graph where Nx keeps the one that it computed last, with Nx's own function. False if it is not
 * there afterwards: Nx gives up in silence, and its daemon writes without the lock.
 */
export function writeGraphCache(
  nx: NxInternals<never>,
  graph: ProjectGraph,
  sourceMaps: SourceMaps,
): boolean {
  const fileMapCache = fileMapCaches.get(graph);
  if (!fileMapCache) return false;
  nx.graphCache.writeCache(fileMapCache, graph, sourceMaps, [], Date.now());
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
