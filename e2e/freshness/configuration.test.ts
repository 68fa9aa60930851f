import { existsSync } from 'node:fs';
import { createPluginHost, type PluginHost } from '@plugin-isolation/plugin-host';
import { compareGraphs, type GraphLike } from '../../tools/parity/compare-graphs';
import { computeNxGraph } from '../../tools/parity/compute-graphs';
import { createWorkspace, nxJsonOf, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { isGone, waitUntil } from '../support/processes';

const names = ['a', 'b', 'c'];
const plugin = (name: string, by: unknown = 'first') => ({ plugin: `./plugins/${name}.js`, options: { by } });

function workspaceWith(plugins: unknown[]): Workspace {
  const sources = names.map((name) => [`plugins/${name}.js`, pluginSource(name)]);
  return createWorkspace({ plugins, files: Object.fromEntries(sources) as Record<string, string> });
}

/** Name of each plugin that is in the graph → who set its options; and the process of each entry. */
async function askFor(host: PluginHost) {
  const { graph, sourceMaps, errors } = await host.computeProjectGraph();
  expect(errors).toEqual([]);
  const targets = graph.nodes['one'].data['targets'] as Record<string, { options: { by: unknown } }>;
  const seen = Object.fromEntries(Object.entries(targets).map(([name, { options }]) => [name, options.by]));
  return { seen, whole: { ...graph, sourceMaps } as unknown as GraphLike, pids: await pidsOf(host) };
}

async function pidsOf(host: PluginHost): Promise<Record<string, number>> {
  return Object.fromEntries((await host.status()).map(({ name, pid }) => [name, pid])) as Record<
    string,
    number
  >;
}

const REWRITES = Number(process.env['B60_REWRITES'] ?? 4);

/** What is done to nx.json, in turn; each step changes what the one before it left. */
const STEPS: ((plugins: ReturnType<typeof plugin>[], step: number) => ReturnType<typeof plugin>[])[] = [
  ([first, ...others], step) => [{ ...first, options: { by: step } }, ...others],
  (plugins) => [...plugins].reverse(),
  (plugins) => plugins.slice(1),
  (plugins, step) => [
    ...plugins,
    plugin(
      names.find((name) => !plugins.some((it) => it.plugin.includes(name)))!,
      step,
    ),
  ],
];

test(
  `B60 nx.json written, then the graph asked for at once, ${REWRITES} times: the new set, and no old worker`,
  async () => {
    let plugins = names.map((name) => plugin(name));
    using workspace = workspaceWith(plugins);
    await using host = await createPluginHost({ root: workspace.root });
    let before = await askFor(host);
    for (let step = 0; step < REWRITES; step++) {
      const previous = plugins;
      plugins = STEPS[step % STEPS.length](plugins, step);
      workspace.write('nx.json', nxJsonOf(plugins));
      const after = await askFor(host);
      const nameOf = (entry: (typeof plugins)[0]) => entry.plugin.slice('./plugins/'.length, -'.js'.length);
      expect(after.seen).toEqual(
        Object.fromEntries(plugins.map((entry) => [nameOf(entry), entry.options.by])),
      );
      const kept = plugins.filter((entry) =>
        previous.some((it) => JSON.stringify(it) === JSON.stringify(entry)),
      );
      const keptNames = kept.map(nameOf);
      for (const name of keptNames) expect(after.pids[name]).toBe(before.pids[name]);
      const gone = Object.entries(before.pids).filter(([name, pid]) => after.pids[name] !== pid);
      expect(gone.filter(([, pid]) => !isGone(pid))).toEqual([]);
      expect(gone.map(([name]) => name)).toEqual(
        Object.keys(before.pids).filter((name) => !keptNames.includes(name)),
      );
      before = after;
      if (step % 20 === 19 || step === REWRITES - 1)
        expect(
          compareGraphs(await computeNxGraph(workspace.root, { isolatesPlugins: false }), after.whole),
        ).toEqual([]);
    }
  },
  60_000 + REWRITES * 5000,
);

test('B60 broken JSON: a clear error, the old workers go on, and what is fixed is used', async () => {
  using workspace = workspaceWith([plugin('a')]);
  await using host = await createPluginHost({ root: workspace.root });
  const before = await askFor(host);
  workspace.write('nx.json', '{ "plugins": [');
  await expect(host.computeProjectGraph()).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    message: expect.stringContaining('nx.json:1:') as string,
  });
  expect(isGone(before.pids['a'])).toBe(false);
  workspace.write('nx.json', nxJsonOf([plugin('a'), plugin('b')]));
  const after = await askFor(host);
  expect(after.seen).toEqual({ a: 'first', b: 'first' });
  expect(after.pids['a']).toBe(before.pids['a']);
});

test.each([
  ['a dotenv file', '.env', 'OF_THE_ROOT=changed', '{}', ['js', 'ts']],
  [
    'plugin-host.json, for one plugin',
    'plugin-host.json',
    '{ "plugins": { "./plugins/js.js": { "timeouts": { "hookMs": 1234 } } } }',
    '{}',
    ['js'],
  ],
  [
    'the root tsconfig',
    'tsconfig.base.json',
    '{ "compilerOptions": { "esModuleInterop": false } }',
    '{ }',
    ['ts'],
  ],
])(
  'invariant 7: a change of %s replaces just the workers that it concerns',
  async (_, file, after, before, replaced) => {
    using workspace = createWorkspace({
      plugins: ['./plugins/js.js', './plugins/ts.ts'],
      files: {
        'plugins/js.js': pluginSource('js'),
        'plugins/ts.ts': pluginSource('ts'),
        ...(file.endsWith('.json') && { [file]: before }),
      },
    });
    await using host = await createPluginHost({ root: workspace.root });
    await host.computeProjectGraph();
    const first = await pidsOf(host);
    await host.computeProjectGraph();
    expect(await pidsOf(host)).toEqual(first);
    workspace.write(file, after);
    await host.computeProjectGraph();
    const second = await pidsOf(host);
    expect(Object.keys(first).filter((name) => second[name] !== first[name])).toEqual(replaced);
  },
);

test('B63 nx.json is changed while a hook runs: the answer belongs to the new one alone', async () => {
  using workspace = createWorkspace({
    plugins: [plugin('a')],
    files: {
      'plugins/a.js': pluginSource('a', {
        createNodes: `if (options.by === 'first') fs.writeFileSync('nx.json', ${JSON.stringify(nxJsonOf([plugin('a', 'second'), plugin('b', 'second')]))});`,
      }),
      'plugins/b.js': pluginSource('b'),
    },
  });
  await using host = await createPluginHost({ root: workspace.root });
  const { seen } = await askFor(host);
  expect(seen).toEqual({ a: 'second', b: 'second' });
});

test('B63 what is asked for while a graph is computed knows of a change that came in between', async () => {
  using workspace = createWorkspace({
    plugins: [plugin('a')],
    files: {
      'plugins/a.js': pluginSource('a', {
        createNodes: `fs.writeFileSync('has-begun', ''); while (!fs.existsSync('go')) await new Promise((r) => setTimeout(r, 10));`,
      }),
    },
  });
  await using host = await createPluginHost({ root: workspace.root });
  const running = host.computeProjectGraph();
  await waitUntil(
    () => existsSync(workspace.path('has-begun')),
    20_000,
    () => 'createNodes has begun',
  );
  workspace.write('libs/three/component.json', '{}');
  const later = host.computeProjectGraph();
  workspace.write('go', '');
  expect(Object.keys((await running).graph.nodes)).not.toContain('three');
  expect(Object.keys((await later).graph.nodes)).toContain('three');
});
