import { createWorkspace } from '../support/create-workspace';
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
