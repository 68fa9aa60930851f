import { existsSync } from 'node:fs';
import { createPluginHost, type PluginHost } from '@plugin-isolation/plugin-host';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { waitUntil, waitUntilReaped } from '../support/processes';

async function pidsOf(host: PluginHost): Promise<number[]> {
  return (await host.status()).map(({ pid }) => pid!);
}

function twoPlugins(createNodesOfFirst = '') {
  return createWorkspace({
    plugins: ['./plugins/a.js', './plugins/b.js'],
    files: {
      'plugins/a.js': pluginSource('a', { createNodes: createNodesOfFirst }),
      'plugins/b.js': pluginSource('b'),
    },
  });
}

describe('can be killed', () => {
  test('B21 between two graphs: the next one is complete and comes from a new worker', async () => {
    using workspace = twoPlugins();
    await using host = await createPluginHost({ root: workspace.root });
    const before = await host.computeProjectGraph();
    const [a, b] = await pidsOf(host);
    process.kill(a, 'SIGKILL');
    // From here on the host process knows.
    await waitUntilReaped(a, 5000);
    const after = await host.computeProjectGraph();
    expect(after.errors).toEqual([]);
    expect(after.graph).toEqual(before.graph);
    const [newA, sameB] = await pidsOf(host);
    expect(newA).not.toBe(a);
    expect(sameB).toBe(b);
  });

  test('B20 B28 during createNodes: the graph is partial, and the error names plugin, hook and signal', async () => {
    using workspace = twoPlugins(`
      if (fs.existsSync(path.join(process.cwd(), 'calm'))) return [];
      console.error('last words');
      fs.writeFileSync(path.join(process.cwd(), 'busy'), ''); await new Promise((resolve) => setTimeout(resolve, 60_000));`);
    await using host = await createPluginHost({ root: workspace.root, onLog: () => undefined });
    const [a] = await pidsOf(host);
    const computing = host.computeProjectGraph();
    await waitUntil(
      () => existsSync(workspace.path('busy')),
      20_000,
      () => 'the call',
    );
    process.kill(a, 'SIGKILL');
    const { graph, errors } = await computing;
    expect(errors).toMatchObject([
      { plugin: './plugins/a.js', name: 'a', hook: 'createNodes', code: 'WORKER_EXITED' },
    ]);
    expect(errors[0].message).toMatch(
      /"\.\/plugins\/a\.js" was killed by SIGKILL during createNodes, after \d+ ms.*last words/s,
    );
    expect(Object.keys(graph.nodes).sort()).toEqual(['one', 'two']);
    expect(graph.nodes['one'].data['targets']).toHaveProperty('b');
    workspace.write('calm', '');
    expect((await host.computeProjectGraph()).errors).toEqual([]);
  });
});
