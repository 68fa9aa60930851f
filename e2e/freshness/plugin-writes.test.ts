import { createPluginHost } from '@plugin-isolation/plugin-host';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';

/** Counts how often it is asked, in a file that nobody looks at. */
const COUNTS = `fs.appendFileSync(path.join(__dirname, 'node_modules-of-nobody'), 'x');`;

test.each([
  [
    'a file of the root, again each time',
    `fs.writeFileSync('written.txt', String(process.hrtime.bigint()));`,
  ],
  [
    'configuration, as it is',
    // Each whole at any time: Nx's own plugins, in another process, read nx.json meanwhile.
    `for (const file of ['nx.json', 'tsconfig.base.json', '.env']) {
      fs.writeFileSync(file + '.new', fs.readFileSync(file));
      fs.renameSync(file + '.new', file);
    }`,
  ],
])('B64 a plugin that writes %s is asked once per graph', async (_, writes) => {
  using workspace = createWorkspace({
    plugins: ['./acme.js'],
    files: {
      'acme.js': pluginSource('acme', { createNodes: COUNTS + writes }),
      'tsconfig.base.json': '{}',
      '.env': 'ACME=1',
    },
  });
  await using host = await createPluginHost({ root: workspace.root, reuse: 'never' });
  const pids = (await host.status()).map(({ pid }) => pid);
  for (let graph = 0; graph < 2; graph++) expect((await host.computeProjectGraph()).errors).toEqual([]);
  expect(workspace.read('node_modules-of-nobody')).toBe('xx');
  expect((await host.status()).map(({ pid }) => pid)).toEqual(pids);
});

test('B64 a plugin that changes the configuration each time is told from one that is being edited', async () => {
  const changes = `${COUNTS}fs.writeFileSync('.env', 'ACME=' + process.hrtime.bigint());`;
  using workspace = createWorkspace({
    plugins: ['./acme.js'],
    files: { 'acme.js': pluginSource('acme', { createNodes: changes }), '.env': 'ACME=1' },
  });
  await using host = await createPluginHost({ root: workspace.root, reuse: 'never' });
  await expect(host.computeProjectGraph()).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    message: `The configuration of ${workspace.root} changed during each of 5 computations of the graph. Ask again when it is written.`,
  });
  expect(workspace.read('node_modules-of-nobody')).toBe('xxxxx');
});
