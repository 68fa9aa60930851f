import { createPluginHost } from '@plugin-isolation/plugin-host';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli } from '../support/run';

const SLOW = 'await new Promise((resolve) => setTimeout(resolve, 400));';

/** A plugin that takes 400 ms for its createNodes, between two that do not. */
function withSlowPlugin(settings: object, files: Record<string, string> = {}): Workspace {
  return createWorkspace({
    plugins: ['./plugins/first.js', './plugins/slow.js', './plugins/last.js'],
    files: {
      'plugins/first.js': pluginSource('first'),
      'plugins/slow.js': pluginSource('slow', { createNodes: SLOW }),
      'plugins/last.js': pluginSource('last'),
      'plugin-host.json': `{ /* of this workspace */ ${JSON.stringify(settings).slice(1)}`,
      ...files,
    },
  });
}

const ofSlow = (hookMs: number) => ({ plugins: { './plugins/slow.js': { timeouts: { hookMs } } } });

describe('B23 timeouts of plugin-host.json', () => {
  test('of one plugin: it alone is killed, and the error says how many files it had', async () => {
    using workspace = withSlowPlugin(ofSlow(50));
    await using host = await createPluginHost({ root: workspace.root });
    const { graph, errors } = await host.computeProjectGraph();
    expect(errors).toMatchObject([
      { plugin: './plugins/slow.js', hook: 'createNodes', code: 'WORKER_TIMEOUT' },
    ]);
    expect(errors[0].message).toContain('createNodes for 2 configuration files within 50 ms');
    expect(graph.nodes['one'].data['targets']).toMatchObject({ first: {}, last: {} });
  });

  test('of one hook: the others may take longer', async () => {
    using workspace = createWorkspace({
      plugins: ['./plugins/slow.js'],
      files: {
        'plugins/slow.js': pluginSource('slow', { createDependencies: SLOW, createMetadata: SLOW }),
        'plugin-host.json': JSON.stringify({ timeouts: { hooks: { createDependencies: 50 } } }),
      },
    });
    await using host = await createPluginHost({ root: workspace.root });
    const { errors } = await host.computeProjectGraph();
    expect(errors).toMatchObject([
      { plugin: './plugins/slow.js', hook: 'createDependencies', code: 'WORKER_TIMEOUT' },
    ]);
  });

  test('of the load, from the environment: the others have their say', async () => {
    using workspace = createWorkspace({
      plugins: ['./plugins/never.mjs', './plugins/fine.js'],
      files: {
        'plugins/never.mjs': 'await new Promise((resolve) => setInterval(() => undefined, 1000));',
        'plugins/fine.js': pluginSource('fine'),
      },
    });
    const env = { PLUGIN_HOST_LOAD_TIMEOUT_MS: '1500' };
    const { code, stdout } = await runCli(['graph', '--json'], { cwd: workspace.root, env });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      graph: { nodes: { one: { data: { targets: { fine: {} } } } } },
      errors: [{ plugin: './plugins/never.mjs', hook: 'load', code: 'WORKER_TIMEOUT' }],
    });
  });

  test('options of the API, the environment and NX_PLUGIN_NO_TIMEOUTS of a root dotenv file go before them', async () => {
    using workspace = withSlowPlugin(ofSlow(50));
    const { root } = workspace;
    await using withOptions = await createPluginHost({ root, timeouts: { hookMs: 60_000 } });
    expect((await withOptions.computeProjectGraph()).errors).toEqual([]);
    const env = { PLUGIN_HOST_TIMEOUT_MS: '60000' };
    expect(await runCli(['graph'], { cwd: root, env })).toMatchObject({ code: 0 });
    workspace.write('.env', 'NX_PLUGIN_NO_TIMEOUTS=true\n');
    expect(await runCli(['graph'], { cwd: root })).toMatchObject({ code: 0 });
  });
});
