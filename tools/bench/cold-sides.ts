import { readFileSync } from 'node:fs';
import { nxBin } from '../process/nx-bin';
import { pluginHostBin } from '../process/repository';
import { runNode } from '../process/run-program';
import type { GraphLike } from '../parity/compare-graphs';

export interface ColdSide {
  label: string;
  run(
    root: string,
    file: string,
    temporaryDirectory: string,
    onSpawn?: (pid: number) => void,
  ): Promise<number>;
}

export const ourSide: ColdSide = {
  label: 'plugin-host graph --fresh',
  run: async (root, file, TMPDIR, onSpawn) => {
    const args = [pluginHostBin, 'graph', '--fresh', '--root', root, '--file', file];
    return (await runNode(args, { cwd: root, env: { TMPDIR }, onSpawn })).elapsedMs;
  },
};

export const nxSide: ColdSide = {
  label: 'nx graph, isolation on',
  run: async (root, file, TMPDIR, onSpawn) => {
    const env = { TMPDIR, NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'true' };
    return (await runNode([nxBin(root), 'graph', `--file=${file}`], { cwd: root, env, onSpawn })).elapsedMs;
  },
};

/** `nx graph --file` leaves out external nodes and the edges to and from them, and so does this for both sides. */
export function readInternalGraph(file: string): GraphLike {
  const { nodes = {}, dependencies = {} } = (JSON.parse(readFileSync(file, 'utf8')) as { graph: GraphLike })
    .graph;
  const internal = Object.keys(nodes).map(
    (name) => [name, (dependencies[name] ?? []).filter(isInternal)] as const,
  );
  return { nodes, dependencies: Object.fromEntries(internal) };
}

function isInternal(edge: unknown): boolean {
  return !(edge as { target: string }).target.startsWith('npm:');
}
