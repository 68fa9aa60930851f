import { createPluginHost } from '@plugin-isolation/plugin-host';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { isGone } from '../support/processes';

const HOLDS = `globalThis.held = Buffer.alloc(150 * 1024 * 1024, 1);`;

test('B70 a worker above its limit is stopped when the graph is done, and the next graph has a new one', async () => {
  using workspace = createWorkspace({
    plugins: ['./large.js', './small.js'],
    files: {
      'large.js': pluginSource('large', { createNodes: HOLDS }),
      'small.js': pluginSource('small'),
      'plugin-host.json': JSON.stringify({ plugins: { './large.js': { memoryMiB: 130 } } }),
    },
  });
  await using host = await createPluginHost({ root: workspace.root });
  const before = (await host.status()).map(({ pid }) => pid!);
  const { errors, graph } = await host.computeProjectGraph();
  expect(errors).toEqual([]);
  expect(graph.nodes['one'].data['targets']).toMatchObject({ large: {}, small: {} });
  expect(before.map(isGone)).toEqual([true, false]);
  expect((await host.computeProjectGraph()).graph).toEqual(graph);
  // Without a limit from here on: it stays.
  workspace.remove('plugin-host.json');
  await host.computeProjectGraph();
  const [large, small] = (await host.status()).map(({ pid }) => pid!);
  await host.computeProjectGraph();
  expect((await host.status()).map(({ pid }) => pid!)).toEqual([large, small]);
  expect(small).toBe(before[1]);
}, 60_000);

test('B70 for all together, the worker that has been idle for longest goes first', async () => {
  const last = pluginSource('last', { createDependencies: '' });
  using workspace = createWorkspace({
    plugins: ['./last.js', './first.js'],
    files: { 'last.js': last, 'first.js': pluginSource('first') },
  });
  await using host = await createPluginHost({ root: workspace.root });
  await host.computeProjectGraph();
  const status = await host.status();
  const [kept, released] = status.map(({ pid }) => pid!);
  const total = status.reduce((sum, { rssBytes }) => sum + rssBytes!, 0) / 1024 ** 2;
  workspace.write('plugin-host.json', JSON.stringify({ totalMemoryMiB: Math.floor(total * 0.75) }));
  await host.computeProjectGraph();
  expect([kept, released].map(isGone)).toEqual([false, true]);
}, 60_000);
