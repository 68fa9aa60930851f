import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pluginHostBin } from '../process/repository';
import { cleanEnvironment } from '../process/run-program';

export interface OfficialGraph {
  graph: { nodes: Record<string, unknown>; dependencies: Record<string, unknown> };
  sourceMaps: Record<string, unknown>;
  errors: { plugin?: string; message: string }[];
  hooks: OfficialHook[];
}

export interface OfficialHook {
  plugin: string;
  hook: string;
  elapsedMs: number;
  isReused?: true;
  reason?: string;
}

/** By a new process. A plugin that fails leaves its errors in it. */
export function computeGraph(root: string, ...options: string[]): Promise<OfficialGraph> {
  const args = [pluginHostBin, 'graph', '--json', '--explain', ...options];
  const settings = { cwd: root, env: cleanEnvironment(), maxBuffer: 2 ** 30 };
  return new Promise((resolve, reject) =>
    execFile(process.execPath, args, settings, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as OfficialGraph);
      } catch {
        reject(new Error(`There is no graph:\n${stderr}`, { cause: error }));
      }
    }),
  );
}

/** Where the two differ; nothing if they are the same. */
export function findDifferences(one: OfficialGraph, other: OfficialGraph): string[] {
  const [left, right] = [partsOf(one), partsOf(other)];
  const names = new Set([...left.keys(), ...right.keys()]);
  return [...names].filter((name) => left.get(name) !== right.get(name));
}

/** What there is of each project, as JSON. */
function partsOf({ graph, sourceMaps }: OfficialGraph): Map<string, string> {
  const { nodes, dependencies } = graph;
  const parts = Object.entries({ nodes, dependencies, sourceMaps });
  return new Map(
    parts.flatMap(([part, values]) =>
      Object.entries(values).map(([name, value]) => [`${part} of ${name}`, JSON.stringify(value)] as const),
    ),
  );
}

export interface KeptTrace {
  inputs: number;
  bytes: number;
  isComplete: boolean;
}

/** What is kept of the only plugin that has run, if anything. */
export function readKeptTrace(root: string): KeptTrace | undefined {
  const directory = join(root, '.nx/workspace-data/plugin-host-results');
  const [name] = readdirSync(directory).filter((file) => /^[0-9a-f]{64}\.json$/.test(file));
  if (name === undefined) return undefined;
  const file = join(directory, name);
  const text = readFileSync(file, 'utf8');
  const kept = JSON.parse(text.slice(text.indexOf('\n') + 1)) as { inputs: unknown[]; files?: string };
  return { inputs: kept.inputs.length, bytes: statSync(file).size, isComplete: kept.files === undefined };
}
