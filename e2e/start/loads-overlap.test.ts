import { readFileSync } from 'node:fs';
import { createPluginHost } from '@plugin-isolation/plugin-host';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli } from '../support/run';

const COUNT = 8;

/** Its load ends only when the loads of all plugins have started: each says so with a file. */
function waitingPlugin(name: string): string {
  return `
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
mkdirSync('loads', { recursive: true });
writeFileSync('loads/${name}', '');
const deadline = Date.now() + 30_000;
while (readdirSync('loads').length < ${COUNT}) {
  if (Date.now() > deadline) throw new Error('only ' + readdirSync('loads').length + ' loads have started');
  await setTimeout(10);
}
export const name = '${name}';
export const createMetadata = () => ({});
`;
}

test('B03 eight plugins that each wait in their load: all loads start before the first one ends', async () => {
  const names = Array.from({ length: COUNT }, (_, index) => `p${index}`);
  using workspace = createWorkspace({
    plugins: names.map((name) => `./plugins/${name}.mjs`),
    files: Object.fromEntries(names.map((name) => [`plugins/${name}.mjs`, waitingPlugin(name)])),
  });
  const { code, stdout, stderr } = await runCli(['plugins'], { cwd: workspace.root });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  for (const name of names) expect(stdout).toContain(name);
});

test('B03 requests at the same time, while a plugin loads, share its one worker', async () => {
  const load = `fs.appendFileSync('loads', process.pid + ' ');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);`;
  using workspace = createWorkspace({
    plugins: ['./plugins/slow.js'],
    files: { 'plugins/slow.js': pluginSource('slow', { load }) },
  });
  await using host = await createPluginHost({ root: workspace.root });
  const asked = Array.from({ length: 10 }, () => [host.status(), host.computeProjectGraph()] as const);
  const states = await Promise.all(asked.map(([status]) => status));
  const graphs = await Promise.all(asked.map(([, graph]) => graph));
  expect(graphs.flatMap(({ errors }) => errors)).toEqual([]);
  const pids = new Set(states.map(([{ pid }]) => pid));
  expect(readFileSync(workspace.path('loads'), 'utf8')).toBe(`${[...pids].join(' ')} `);
  expect(pids.size).toBe(1);
});
