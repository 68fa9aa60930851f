import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NX_VARIABLES, pluginOf, type Cell, type Outcome } from './cells';

const AT_ONCE = 2;

/**
 * Has the workspace's nx load the plugin of each cell, in a process of its own, by what a plugin worker of Nx runs to
 * load one: that is how Nx isolates by default, without the time that its start and its socket take. Cells that are one
 * for Nx run once.
 */
export async function runInNx(
  node: string,
  root: string,
  cells: Cell[],
): Promise<(cell: Cell) => Outcome | undefined> {
  const major = majorOfNx(root);
  const runs = new Map<string, () => Promise<Outcome>>();
  for (const cell of cells) {
    const variables = NX_VARIABLES[cell.loader];
    if (variables) runs.set(keyOf(cell, major), () => load(node, root, pluginOf(root, cell), variables));
  }
  const outcomes = new Map<string, Outcome>();
  const waiting = runs.entries();
  const runOneAfterTheOther = async () => {
    for (const [key, run] of waiting) outcomes.set(key, await run());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runOneAfterTheOther));
  return (cell) => outcomes.get(keyOf(cell, major));
}

/**
 * Node 20 strips no types, so that Nx has nothing to prefer there but ts-node; else Nx has stripping go first since 23.
 */
function keyOf({ node, loader, format, feature }: Cell, major: number): string {
  const sames = node === 20 ? ['swc-node', 'strip first'] : major >= 23 ? ['strip first'] : [];
  return [sames.includes(loader) ? 'usual order' : loader, format, feature].join();
}

function majorOfNx(root: string): number {
  const manifest = join(root, 'node_modules', 'nx', 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return Number.parseInt(version, 10);
}

function load(node: string, root: string, file: string, variables: object): Promise<Outcome> {
  const env = { ...process.env, NX_WORKSPACE_ROOT_PATH: root, NX_DAEMON: 'false', ...variables };
  return new Promise((resolve) => {
    execFile(
      node,
      [join(__dirname, 'load-by-nx.js'), root, file],
      { cwd: root, env },
      (failure, stdout, stderr) => {
        const line = /^outcome (.*)$/m.exec(stdout)?.[1];
        resolve(line === undefined ? { error: failure?.message ?? stderr } : (JSON.parse(line) as Outcome));
      },
    );
  });
}
