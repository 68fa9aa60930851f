import { createPluginHost } from '@plugin-isolation/plugin-host';
import { readFileSync } from 'node:fs';
import { compareGraphs, type GraphLike } from '../../tools/parity/compare-graphs';
import { computeNxGraph, graphOf } from '../../tools/parity/compute-graphs';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { commandLine, descendants, expectNothingRuns, waitUntil } from '../support/processes';
import { runCli } from '../support/run';

const OTHERS = [
  './plugins/generators.js',
  './plugins/executors.json',
  './plugins/packaged/utilities.js',
  './plugins/mistake.js',
];
const MISTAKE =
  /plugins\/mistake\.js has no hook \(createNodes, .*\), generator or executor, so .* does nothing\./g;

const create = (settings: object = {}) =>
  createWorkspace({
    plugins: ['./plugins/a.js', ...OTHERS],
    files: {
      'plugins/a.js': pluginSource('a'),
      'plugins/generators.js': 'exports.generators = { lib: {} };',
      'plugins/executors.json': '{ "executors": { "build": {} } }',
      'plugins/packaged/package.json': '{ "generators": "./generators.json" }',
      'plugins/packaged/utilities.js': 'exports.format = (text) => text;',
      'plugins/mistake.js': 'exports.createNode = 1;',
      'plugin-host.json': JSON.stringify(settings),
    },
  });

test('plugins without hooks: the graph is whole, nothing fails, and only what looks like a mistake gets a note', async () => {
  using workspace = create();
  const file = workspace.path('graph.json');
  const graph = await runCli(['graph', '--file', file], { cwd: workspace.root });
  expect(graph).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Project graph/) as string });
  expect(graph.stderr.match(MISTAKE)).toHaveLength(1);
  expect(graph.stderr.match(/so its entry .* does nothing/g)).toHaveLength(1);
  const text = readFileSync(file, 'utf8');
  expect(JSON.parse(text)).toMatchObject({ errors: [] });
  workspace.remove('graph.json');
  expect(
    compareGraphs(await computeNxGraph(workspace.root, { isolatesPlugins: false }), graphOf(text)),
  ).toEqual([]);

  const { code, stdout } = await runCli(['plugins'], { cwd: workspace.root });
  expect(code).toBe(0);
  const row = (plugin: string) => stdout.split('\n').find((line) => line.trim().startsWith(plugin));
  expect(row('./plugins/a.js')).toMatch(/createNodes .*MiB/);
  for (const plugin of OTHERS) expect(row(plugin)).toMatch(/ none +node \(\w+\) +\S+ m?s +plugins/);
  expect(stdout.match(MISTAKE)).toHaveLength(1);
  await expectNothingRuns(workspace.root);
}, 60_000);

test('no worker is left for a plugin without hooks, until its source has one', async () => {
  const settings = { stopAfterUse: false, totalMemoryMiB: 10_000 };
  using workspace = create(settings);
  await using host = await createPluginHost({ root: workspace.root });
  const workersOf = (plugin: string) =>
    descendants(process.pid).filter((pid) => commandLine(pid).endsWith(` ${plugin}`));
  // It is let go when it says that it has no hooks, beside what the graph does.
  const expectNoWorkerOf = (plugin: string) =>
    waitUntil(
      () => workersOf(plugin).length === 0,
      10_000,
      () => `the worker of ${plugin} ends`,
    );
  const isReused = async () => (await host.computeProjectGraph()).isReused;
  const first = await host.computeProjectGraph();
  expect(first.errors).toEqual([]);
  expect(workersOf('./plugins/a.js')).toHaveLength(1);
  for (const plugin of OTHERS) await expectNoWorkerOf(plugin);
  expect([await isReused(), await isReused()]).toContain(true);
  expect((await host.status()).map(({ pid, note }) => [pid !== undefined, note !== undefined])).toEqual([
    [true, false],
    ...OTHERS.map((plugin) => [false, plugin.includes('mistake')]),
  ]);

  workspace.write('plugins/mistake.js', pluginSource('corrected'));
  const corrected = await host.computeProjectGraph();
  expect([corrected.isReused, corrected.errors]).toEqual([false, []]);
  expect(corrected.graph.nodes['one'].data['targets']).toMatchObject({ a: {}, corrected: {} });
  expect(workersOf('./plugins/mistake.js')).toHaveLength(1);

  workspace.write('plugins/mistake.js', 'exports.createNode = 1;');
  workspace.write('plugin-host.json', JSON.stringify({ stopAfterUse: true, totalMemoryMiB: 1 }));
  const { graph, errors } = await host.computeProjectGraph();
  expect(errors).toEqual([]);
  expect(compareGraphs(first.graph as unknown as GraphLike, graph as unknown as GraphLike)).toEqual([]);
  for (const plugin of ['./plugins/a.js', ...OTHERS]) await expectNoWorkerOf(plugin);
  expect((await host.computeProjectGraph()).errors).toEqual([]);
}, 60_000);
