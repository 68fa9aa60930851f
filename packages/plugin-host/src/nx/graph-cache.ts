import { statSync } from 'node:fs';
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

/** What this process wrote last, and how the file was then. */
let written: { graph: ProjectGraph; mtimeMs: number } | undefined;

/**
 * Writes a complete graph where Nx keeps the one that it computed last, with Nx's own function. Nothing is written if
 * it is there already.
 */
export function writeGraphCache(
  nx: NxInternals<never>,
  source: string,
  graph: ProjectGraph,
  sourceMaps: SourceMaps,
): void {
  const beside = besideGraphs.get(graph);
  // Who sets this variable wants no graph there.
  if (!beside || process.env['NX_CACHE_PROJECT_GRAPH'] === 'false') return;
  const file = nx.graphCache.nxProjectGraph;
  if (written?.graph === graph && written.mtimeMs === modifiedAt(file)) return;
  const computedAt = Date.now();
  // Before the graph, as Nx does it: a graph that is there never lacks them.
  capabilitiesStore(source)?.record(computedAt, beside.plugins.map(nxCapabilities));
  nx.graphCache.writeCache(beside.fileMapCache, graph, sourceMaps, [], computedAt);
  written = { graph, mtimeMs: modifiedAt(file) };
}

/** 0 if it is not there. */
function modifiedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
