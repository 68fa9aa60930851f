import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli } from '../support/run';

/** Knows whether nx itself has started it, and gives another value each time. */
const PLUGIN = `
const fs = require('node:fs');
const path = require('node:path');
const isOurs = process.argv[1].includes('bundle/main.js');
exports.createNodes = ['**/component.json', (files) => files.map((file) => [file, { projects: { [path.dirname(file)]: {
  name: path.basename(path.dirname(file)),
  targets: { build: { command: fs.existsSync('differ') && isOurs ? 'ours' : 'true' } },
  metadata: fs.existsSync('random') ? { random: Math.random() } : {},
} } }])];`;

// Nx needs less time so.
const env = { NX_ISOLATE_PLUGINS: 'false' };

test('graph --compare: equal in one line, else each difference and whose it is', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/acme.js', './plugins/other.js'],
    files: { 'plugins/acme.js': PLUGIN, 'plugins/other.js': pluginSource('other', { createMetadata: '' }) },
  });
  const compare = (...args: string[]) =>
    runCli(['graph', '--compare', ...args], { cwd: workspace.root, env });
  const equal = await compare();
  expect(equal).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Equal to the graph of nx .*: 2 projects, .*\n$/) as string,
  });
  workspace.write('differ', '');
  workspace.write('random', '');
  const different = await compare('--json');
  expect(different.code).toBe(1);
  const { isEqual, differences } = JSON.parse(different.stdout) as {
    isEqual: boolean;
    differences: object[];
  };
  expect(isEqual).toBe(false);
  expect(differences).toMatchObject(
    ['one', 'two'].flatMap((of) => [
      { kind: 'metadata', of, path: ['metadata', 'random'], isUnsteady: true },
      {
        ...{ kind: 'target', of, path: ['targets', 'build', 'options', 'command'], ours: 'ours', nx: 'true' },
        by: { plugin: './plugins/acme.js', file: `libs/${of}/component.json` },
        isUnsteady: false,
      },
    ]),
  );
}, 60_000);

test('graph --compare: an nx that gives no graph is said, with what it printed', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/acme.js'],
    files: { 'plugins/acme.js': `${PLUGIN}\nif (!isOurs) process.exit(7);` },
  });
  const { code, stdout, stderr } = await runCli(['graph', '--compare'], { cwd: workspace.root, env });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(
    /^error nx \S+ itself can't compute its graph.*: exit code 7\. Run `npx nx show projects`/m,
  );
}, 60_000);
