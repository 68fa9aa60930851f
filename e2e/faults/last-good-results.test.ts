import { existsSync } from 'node:fs';
import { createPluginHost, type GraphError } from '@plugin-isolation/plugin-host';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli } from '../support/run';

const FAIL = `if (fs.existsSync('broken')) throw new Error('no luck');`;

/** A plugin that works until there is a file `broken`. */
function withMoodyPlugin(settings: object, load = ''): Workspace {
  const moody = pluginSource('moody', {
    load,
    createNodes: load ? '' : FAIL,
    createDependencies: `${FAIL} return [{ source: 'one', target: 'two', type: 'implicit' }];`,
    createMetadata: `${FAIL} return { one: { metadata: { mood: 'good' } } };`,
  });
  return createWorkspace({
    plugins: ['./plugins/good.js', './plugins/moody.js'],
    files: {
      'plugins/good.js': pluginSource('good'),
      'plugins/moody.js': moody,
      'plugin-host.json': JSON.stringify(settings),
    },
  });
}

const asked = { plugins: { './plugins/moody.js': { lastGoodResults: true } } };
const summary = (errors: GraphError[]) => errors.map(({ plugin, hook, stale }) => [plugin, hook, !!stale]);

describe('B28 the last good result of a plugin that fails', () => {
  test('is in the graph, marked stale, also for the next process; files that are gone are not', async () => {
    using workspace = withMoodyPlugin(asked);
    const { root } = workspace;
    await using host = await createPluginHost({ root });
    const startedAt = new Date().toISOString();
    const good = await host.computeProjectGraph();
    expect(good.errors).toEqual([]);
    workspace.write('broken', '');
    const stale = await host.computeProjectGraph();
    expect(summary(stale.errors)).toEqual([
      ['./plugins/moody.js', 'createNodes', true],
      ['./plugins/moody.js', 'createDependencies', true],
      ['./plugins/moody.js', 'createMetadata', true],
    ]);
    expect(stale.errors[0].stale!.since > startedAt).toBe(true);
    expect(stale.graph.nodes).toEqual(good.graph.nodes);
    expect(stale.graph.dependencies).toEqual(good.graph.dependencies);
    expect(existsSync(workspace.path('.nx', 'workspace-data', 'project-graph.json'))).toBe(false);
    const { code, stdout, stderr } = await runCli(['graph', '--json'], { cwd: root });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /moody\.js createNodes: no luck\n {2}What it gave at \S+ is in the graph instead\.\n/,
    );
    const written = JSON.parse(stdout) as typeof stale;
    expect(summary(written.errors)).toEqual(summary(stale.errors));
    workspace.remove('libs/two');
    const without = await host.computeProjectGraph();
    expect(Object.keys(without.graph.nodes)).toEqual(['one']);
    expect(summary(without.errors)).toEqual(summary(stale.errors));
  });

  test('stands in for a plugin that does not load any more', async () => {
    using workspace = withMoodyPlugin(asked, FAIL);
    const { root } = workspace;
    expect((await runCli(['graph'], { cwd: root })).code).toBe(0);
    workspace.write('broken', '');
    await using host = await createPluginHost({ root });
    const { graph, errors } = await host.computeProjectGraph();
    expect(summary(errors)).toEqual([['./plugins/moody.js', 'load', true]]);
    expect(graph.nodes['one'].data).toMatchObject({
      targets: { good: {}, moody: {} },
      metadata: { mood: 'good' },
    });
  });

  test('is not used where nobody asked for it, and not after --fresh', async () => {
    using workspace = withMoodyPlugin({});
    const { root } = workspace;
    const env = { PLUGIN_HOST_LAST_GOOD_RESULTS: 'true' };
    expect((await runCli(['graph'], { cwd: root, env })).code).toBe(0);
    workspace.write('broken', '');
    for (const [args, variables] of [
      [['graph', '--json'], {}] as const,
      [['graph', '--json', '--fresh'], env] as const,
    ]) {
      const { stdout } = await runCli([...args], { cwd: root, env: variables });
      const { graph, errors } = JSON.parse(stdout) as { graph: { nodes: object }; errors: GraphError[] };
      expect(errors.filter(({ stale }) => stale)).toEqual([]);
      expect(JSON.stringify(graph.nodes)).not.toContain('moody');
    }
  });
});

test('B28 one error per file: the files that fail have their last good result, the others the new one', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/perfile.js'],
    files: {
      'plugins/perfile.js': `
const { createNodesFromFiles } = require('@nx/devkit');
const { readFileSync } = require('node:fs');
const { dirname, basename } = require('node:path');
exports.name = 'perfile';
exports.createNodes = ['**/component.json', (files, options, context) => createNodesFromFiles((file) => {
  const content = JSON.parse(readFileSync(file, 'utf8'));
  return { projects: { [dirname(file)]: { name: basename(dirname(file)), metadata: content } } };
}, files, options, context)];`,
      'libs/one/component.json': '{ "is": "old" }',
      'libs/two/component.json': '{ "is": "old" }',
      'libs/three/component.json': 'never good',
    },
  });
  await using host = await createPluginHost({ root: workspace.root, lastGoodResults: true });
  const first = await host.computeProjectGraph();
  expect(first.errors).toMatchObject([
    {
      plugin: './plugins/perfile.js',
      hook: 'createNodes',
      file: 'libs/three/component.json',
      error: { name: 'SyntaxError' },
    },
  ]);
  const told = await runCli(['graph', '--json'], { cwd: workspace.root });
  expect(told.code).toBe(1);
  const { errors: written } = JSON.parse(told.stdout) as { errors: GraphError[] };
  expect(written).toMatchObject([{ plugin: './plugins/perfile.js', file: 'libs/three/component.json' }]);
  expect(told.stderr).toContain(
    `error ./plugins/perfile.js createNodes libs/three/component.json: ${written[0].message}`,
  );

  workspace.write('libs/three/component.json', '{ "is": "old" }');
  expect((await host.computeProjectGraph()).errors).toEqual([]);
  workspace.write('libs/one/component.json', 'not good');
  workspace.write('libs/two/component.json', '{ "is": "new" }');
  const { graph, errors } = await host.computeProjectGraph();
  expect(errors).toMatchObject([
    { hook: 'createNodes', file: 'libs/one/component.json', stale: { since: expect.any(String) as string } },
  ]);
  const metadata = ['one', 'two'].map((name) => graph.nodes[name].data['metadata']);
  expect(metadata).toMatchObject([{ is: 'old' }, { is: 'new' }]);
});
