import type { ProjectGraphProjectNode } from '@plugin-isolation/plugin-worker';
import type { SourceMaps } from '../nx/adapter';
import type { ComputedGraph } from '../schedule/compute-graph';
import type { WorkerStatus } from '../workers/worker-status';
import { findCriticalPath } from './critical-path';
import type { Report, ReportProject } from './report';
import type { WorkerLives } from './worker-lives';

/** What a report is made of. */
export interface ReportSources {
  root: string;
  /** Version. */
  nx: string;
  hostPid?: number;
  computed: ComputedGraph;
  lives: WorkerLives;
  /** After the last hook. */
  plugins: WorkerStatus[];
}

/** Puts together what a report page shows. Gives plain JSON. */
export function collectReport({ root, nx, hostPid, computed, lives, plugins }: ReportSources): Report {
  const { graph, sourceMaps, errors, timings, isReused } = computed;
  const workers = lives.since(timings.startedAt);
  const hooks = [...timings.hooks].sort((left, right) => left.startMs - right.startMs);
  const { totalMs } = timings;
  const names = Object.keys(graph.nodes).sort();
  return {
    ...{ root, nx, node: process.version, createdAt: new Date().toISOString() },
    ...{ totalMs, isReused, workers, hooks, plugins, errors },
    ...(hostPid !== undefined && { hostPid }),
    criticalPath: findCriticalPath({ hooks, workers, totalMs }),
    projects: names.map((name) => describeProject(graph.nodes[name], sourceMaps)),
    edges: edgesBetween(names, graph.dependencies),
    externalNodeCount: Object.keys(graph.externalNodes ?? {}).length,
  };
}

function describeProject({ name, type, data }: ProjectGraphProjectNode, maps: SourceMaps): ReportProject {
  const sources: ReportProject['sources'] = [];
  const origins: ReportProject['origins'] = {};
  const positions = new Map<string, number>();
  for (const [property, [file, plugin]] of Object.entries(maps[data.root] ?? {})) {
    const key = JSON.stringify([file, plugin]);
    const position = positions.get(key) ?? sources.push([file, plugin]) - 1;
    positions.set(key, position);
    // A property may be named `__proto__`.
    Object.defineProperty(origins, property, { value: position, enumerable: true, configurable: true });
  }
  return { name, type, configuration: data, origins, sources };
}

/** Those to packages are left out, and several of one type between the same two are one. */
function edgesBetween(
  names: string[],
  dependencies: ComputedGraph['graph']['dependencies'],
): Report['edges'] {
  const positions = new Map(names.map((name, position) => [name, position]));
  const edges = new Map<string, Report['edges'][number]>();
  for (const { source, target, type } of Object.values(dependencies).flat()) {
    const [from, to] = [positions.get(source), positions.get(target)];
    if (from === undefined || to === undefined) continue;
    edges.set(`${from} ${to} ${type}`, [from, to, type]);
  }
  return [...edges.values()];
}
