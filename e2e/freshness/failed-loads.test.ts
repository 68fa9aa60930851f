import { createPluginHost, type PluginHost } from '@plugin-isolation/plugin-host';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';

async function askFor(host: PluginHost) {
  const { graph, errors } = await host.computeProjectGraph();
  const [edited, other] = await host.status();
  const codes = errors.map(({ code }) => code);
  return { codes, targets: Object.keys(graph.nodes['one']?.data['targets'] ?? {}), edited, other };
}

const HEALTHY = `export const name: string = 'edited';`;
const PLUGIN = `import { name } from './near';\n${pluginSource('edited')}\nif (name !== exports.name) throw new Error(name);`;

test.each([
  ['a syntax error in a file that it imports through another', { 'plugins/far.ts': 'export const = 1;' }],
  ['an import that is missing', {}],
])('B61 a plugin that does not load for %s loads with the request after the edit', async (_, broken) => {
  using workspace = createWorkspace({
    plugins: ['./plugins/edited.ts', './plugins/other.js'],
    files: {
      'plugins/edited.ts': PLUGIN,
      'plugins/near.ts': `export { name } from './far';`,
      'plugins/other.js': pluginSource('other'),
      'tsconfig.base.json': '{}',
      ...broken,
    },
  });
  await using host = await createPluginHost({ root: workspace.root });
  const before = await askFor(host);
  expect(before).toMatchObject({ codes: ['PLUGIN_LOAD_FAILED'], targets: ['other'] });
  workspace.write('plugins/far.ts', HEALTHY);
  const after = await askFor(host);
  expect(after).toMatchObject({ codes: [], targets: ['edited', 'other'], edited: { state: 'ready' } });
  expect(after.other.pid).toBe(before.other.pid);
});

test('B61 a package that is missing, and is installed then, is loaded from where its exports say', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/edited.js', 'acme'],
    files: { 'plugins/edited.js': `require('acme-library');\n${pluginSource('edited')}` },
    modules: 'own',
  });
  await using host = await createPluginHost({ root: workspace.root });
  expect((await askFor(host)).codes.sort()).toEqual(['PLUGIN_LOAD_FAILED', 'PLUGIN_NOT_FOUND']);
  for (const [name, source] of [
    ['acme', pluginSource('acme')],
    ['acme-library', ''],
  ]) {
    workspace.write(`node_modules/${name}/package.json`, `{ "name": "${name}", "exports": "./lib/main.js" }`);
    workspace.write(`node_modules/${name}/lib/main.js`, source);
  }
  expect(await askFor(host)).toMatchObject({ codes: [], targets: ['edited', 'acme'] });
});

test('B61 a plugin that ends its process while it loads, until it is given up, starts again after an edit of what it had loaded', async () => {
  const files = {
    'plugins/edited.js': `require('./near.js');\n${pluginSource('edited')}`,
    'plugins/near.js': `require('./far.js');`,
    'plugins/far.js': 'process.exit(3);',
    'plugins/other.js': pluginSource('other'),
  };
  using workspace = createWorkspace({ plugins: ['./plugins/edited.js', './plugins/other.js'], files });
  await using host = await createPluginHost({ root: workspace.root, onLog: () => undefined });
  const codes: string[] = [];
  for (let round = 0; round < 12 && codes.at(-1) !== 'WORKER_START_FAILED'; round++)
    codes.push(...(await askFor(host)).codes);
  expect(codes.at(-1)).toBe('WORKER_START_FAILED');
  workspace.write('plugins/other-file.js', '');
  expect((await askFor(host)).codes).toEqual(['WORKER_START_FAILED']);
  workspace.write('plugins/far.js', '');
  expect(await askFor(host)).toMatchObject({ codes: [], targets: ['edited', 'other'] });
});
