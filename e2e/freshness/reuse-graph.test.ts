import { createPluginHost, type PluginHost } from '@plugin-isolation/plugin-host';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { WatchProcess } from '../support/watch-process';

/** Notes in an ignored file that it was asked. */
const acme = (more = '') =>
  pluginSource('acme', { createNodes: `fs.appendFileSync('.nx/asked', 'x');${more}` }) +
  `exports.createMetadata = async () => ({ one: { metadata: { library: require('./ignored-library.js') } } });`;

const createReusing = (source = acme()) =>
  createWorkspace({
    plugins: ['./acme.js'],
    files: {
      'acme.js': source,
      'ignored-library.js': 'module.exports = 1;',
      'ignored-base.json': '{}',
      '.gitignore': 'node_modules\n.nx\nignored*\n.env\n',
      '.nx/asked': '',
      'plugin-host.json': '{ "reuseGraph": true }',
    },
  });

const asked = (it: Workspace) => it.read('.nx/asked').length;

const isReused = async (host: PluginHost) => (await host.computeProjectGraph()).isReused;

/**
 * Where the last change is so recent that it might be one during the computation, the next graph is computed once more.
 */
async function becomesReused(host: PluginHost): Promise<boolean> {
  for (let graph = 0; graph < 3; graph++) if (await isReused(host)) return true;
  return false;
}

const nxJson = {
  extends: './ignored-base.json',
  plugins: [{ plugin: './acme.js', options: { other: true } }],
};

const CHANGES: Record<string, (it: Workspace, host: PluginHost) => unknown> = {
  'a file is created': ({ write }) => write('libs/one/new.txt', ''),
  'a file is edited': ({ write }) => write('libs/one/new.txt', 'edited'),
  'a file is deleted': ({ remove }) => remove('libs/one/new.txt'),
  'a file is ignored': ({ write }) => write('.nxignore', 'libs/one/component.json'),
  'a source of a plugin is edited': ({ write }) => write('ignored-library.js', 'module.exports = 2;'),
  'a plugin has other options': ({ write }) => write('nx.json', JSON.stringify(nxJson)),
  'an ignored file that nx.json extends is edited': ({ write }) =>
    write('ignored-base.json', '{ "targetDefaults": { "acme": { "cache": true } } }'),
  'an ignored dotenv file of the root is written': ({ write }) => write('.env', 'ACME=1'),
  'a worker is killed': async (_, host) => {
    const [{ pid }] = await host.status();
    process.kill(pid!, 'SIGKILL');
  },
};

test('with reuseGraph, hooks run once until something changes', async () => {
  using it = createReusing();
  await using host = await createPluginHost({ root: it.root });
  const first = await host.computeProjectGraph();
  const second = await host.computeProjectGraph();
  expect([first.isReused, second.isReused]).toEqual([false, true]);
  expect(second.graph).toEqual(first.graph);
  expect(second.timings.hooks).toEqual([]);
  expect(asked(it)).toBe(1);
  for (const [what, change] of Object.entries(CHANGES)) {
    await change(it, host);
    expect([what, await isReused(host), await becomesReused(host)]).toEqual([what, false, true]);
  }
  const { graph } = await host.computeProjectGraph();
  expect(graph.nodes['one']).toBeUndefined();
}, 60_000);

test('what no index has is taken to be as it was, which is why reuseGraph has to be asked for', async () => {
  using it = createReusing();
  await using host = await createPluginHost({ root: it.root });
  await isReused(host);
  it.write('ignored.txt', 'other');
  expect(await isReused(host)).toBe(true);
  it.write('plugin-host.json', '{}');
  expect([await isReused(host), await isReused(host)]).toEqual([false, false]);
});

test('a graph is not reused where a file was written while it was computed, also where that file is as it was again', async () => {
  const file = `'libs/two/component.json'`;
  const writes = `if (fs.readFileSync('.nx/asked').length === 1) {
    fs.writeFileSync(${file}, '{ "other": true }');
    fs.writeFileSync(${file}, '{}');
  }`;
  using it = createReusing(acme(writes));
  await using host = await createPluginHost({ root: it.root });
  expect([await isReused(host), await isReused(host), await becomesReused(host)]).toEqual([
    false,
    false,
    true,
  ]);
});

test('a partial graph is not reused', async () => {
  using it = createReusing(acme(`throw new Error('acme fails');`));
  await using host = await createPluginHost({ root: it.root, onLog: () => undefined });
  for (let graph = 1; graph <= 2; graph++) {
    const { isReused, errors } = await host.computeProjectGraph();
    expect({ isReused, errors: errors.length }).toEqual({ isReused: false, errors: 1 });
  }
});

test('reuseGraph by option, and by a variable', async () => {
  using it = createReusing();
  it.write('plugin-host.json', '{}');
  for (const options of [{ reuseGraph: true }, { env: { PLUGIN_HOST_REUSE_GRAPH: 'true' } }]) {
    await using host = await createPluginHost({ root: it.root, ...options });
    expect([await isReused(host), await isReused(host)]).toEqual([false, true]);
  }
});

test('a watch with reuseGraph tells of a graph also where it is the one of before a mistake', async () => {
  using it = createReusing();
  await using watch = new WatchProcess(it.root);
  await watch.next('graph');
  const valid = it.read('nx.json');
  await watch.after(() => it.write('nx.json', '{'), 'failed');
  expect(await watch.after(() => it.write('nx.json', valid))).toMatchObject({ projects: 2, errors: [] });
});
