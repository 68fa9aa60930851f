import { readFileSync } from 'node:fs';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli } from '../support/run';

const BURN = `function burnTheCpu() { const end = Date.now() + 200; while (Date.now() < end); }`;

test('graph --profile: the whole profile is there, though the worker is stopped and its hooks were kept', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/hot.js', './plugins/other.js'],
    files: {
      'plugins/hot.js': pluginSource('hot', { load: BURN, createNodes: 'burnTheCpu();', createMetadata: '' }),
      'plugins/other.js': pluginSource('other'),
    },
  });
  const graph = (...args: string[]) => runCli(['graph', ...args], { cwd: workspace.root });
  expect(await graph()).toMatchObject({ code: 0 });
  const { code, stdout, stderr } = await graph('--profile', './plugins/hot.js');
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^▸ \.\/plugins\/hot\.js .* runs each time\n {2}\.\/plugins\/other\.js .* reused\n/m,
  );
  const [, file] = /^CPU profile of \.\/plugins\/hot\.js, its load and its hooks: (.*)$/m.exec(stderr)!;
  expect(stderr).toMatch(/^ +\d+ ms {2}burnTheCpu {2}plugins\/hot\.js:\d+$/m);
  const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as {
    nodes: { callFrame: { functionName: string } }[];
  };
  expect(nodes.map(({ callFrame }) => callFrame.functionName)).toContain('burnTheCpu');
}, 60_000);

test('graph --profile: a plugin that ends its process has no profile, and that is said', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/ends.js'],
    files: { 'plugins/ends.js': pluginSource('ends', { createNodes: 'process.exit(3);' }) },
  });
  const { code, stderr } = await runCli(['graph', '--profile', './plugins/ends.js'], { cwd: workspace.root });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^There is no profile of a worker of \.\/plugins\/ends\.js: /m);
}, 60_000);
