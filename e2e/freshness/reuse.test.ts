import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { createPluginHost, type PluginHost, type ReuseRule } from '@plugin-isolation/plugin-host';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli } from '../support/run';
import { WatchProcess } from '../support/watch-process';

/** Notes in an ignored file that it was asked, and puts what an ignored file says into the graph. */
const acme = (more = '') =>
  pluginSource('acme', {
    load: `fs.appendFileSync('.nx/loaded', 'x');`,
    createNodes: `fs.appendFileSync('.nx/asked', 'x');${more}`,
  }) +
  `exports.createMetadata = async () => ({ one: { metadata: {
    library: require('./ignored-library.js'), note: fs.readFileSync('ignored-note.txt', 'utf8') } } });`;

const createReusing = (source = acme(), settings = '{}') =>
  createWorkspace({
    plugins: ['./acme.js'],
    files: {
      'acme.js': source,
      'ignored-library.js': 'module.exports = 1;',
      'ignored-note.txt': 'first',
      'ignored-base.json': '{}',
      '.gitignore': 'node_modules\n.nx\nignored*\n.env\n',
      '.nx/asked': '',
      'plugin-host.json': settings,
    },
  });

const asked = (it: Workspace) => it.read('.nx/asked').length;
const loaded = (it: Workspace) => it.read('.nx/loaded').length;
const isReused = async (host: PluginHost) => (await host.computeProjectGraph()).isReused;

/**
 * A change may be so recent that it might be one during the computation: what was written within a step of the clock
 * is. Graphs take a few milliseconds here, so several can come before the clock has gone on.
 */
async function becomesReused(host: PluginHost): Promise<true | unknown[]> {
  const ran: unknown[] = [];
  const until = performance.now() + CLOCK_GOES_ON_MS;
  do {
    const { isReused, timings, errors } = await host.computeProjectGraph();
    if (isReused) return true;
    ran.push([timings.hooks, errors]);
  } while (performance.now() < until);
  return ran.slice(-2);
}

/** Many times the step by which file systems stamp changes. */
const CLOCK_GOES_ON_MS = 1000;

const nxJson = {
  extends: './ignored-base.json',
  plugins: [{ plugin: './acme.js', options: { other: true } }],
};

const CHANGES: Record<string, (it: Workspace) => unknown> = {
  'a file is created': ({ write }) => write('libs/one/new.txt', ''),
  'a file is edited': ({ write }) => write('libs/one/new.txt', 'edited'),
  'a file is deleted': ({ remove }) => remove('libs/one/new.txt'),
  'an ignored file that a hook has read is edited': ({ write }) => write('ignored-note.txt', 'second'),
  'an ignored file that a hook has loaded is edited': ({ write }) =>
    write('ignored-library.js', 'module.exports = 2;'),
  'a file is ignored': ({ write }) => write('.nxignore', 'libs/one/component.json'),
  'a plugin has other options': ({ write }) => write('nx.json', JSON.stringify(nxJson)),
  'an ignored file that nx.json extends is edited': ({ write }) =>
    write('ignored-base.json', '{ "targetDefaults": { "acme": { "cache": true } } }'),
  'an ignored dotenv file of the root is written': ({ write }) => write('.env', 'ACME=1'),
};

test('B90 hooks run once until something changes that they have seen, or that Nx reads', async () => {
  using it = createReusing();
  await using host = await createPluginHost({ root: it.root });
  const first = await host.computeProjectGraph();
  expect(first.isReused).toBe(false);
  expect(await becomesReused(host)).toBe(true);
  const count = asked(it);
  const second = await host.computeProjectGraph();
  expect(second.graph).toEqual(first.graph);
  expect(second.timings.hooks.map(({ isReused }) => isReused)).toEqual([true, true]);
  expect(asked(it)).toBe(count);
  for (const [what, change] of Object.entries(CHANGES)) {
    change(it);
    expect([what, await isReused(host), await becomesReused(host)]).toEqual([what, false, true]);
  }
  const { graph } = await host.computeProjectGraph();
  expect(graph.nodes['one']).toBeUndefined();
}, 120_000);

test('B90 what nobody has seen changes nothing: another ignored file, and a worker that was killed', async () => {
  using it = createReusing();
  await using host = await createPluginHost({ root: it.root });
  expect(await becomesReused(host)).toBe(true);
  it.write('ignored.txt', 'other');
  expect(await isReused(host)).toBe(true);
  const [{ pid }] = await host.status();
  process.kill(pid!, 'SIGKILL');
  expect(await isReused(host)).toBe(true);
  await host.computeProjectGraph({ fresh: true });
});

test('B91 a new process on an unchanged workspace starts no worker, and gives the same bytes', async () => {
  using it = createReusing();
  const run = () => runCli(['graph', '--json', '--verbose'], { cwd: it.root });
  const before = await run();
  expect([asked(it), loaded(it)]).toEqual([1, 1]);
  expect(await run()).toMatchObject({ code: 0, stdout: before.stdout });
  expect([asked(it), loaded(it)]).toEqual([1, 1]);
  it.write('ignored-note.txt', 'second');
  const changed = await run();
  expect(changed.stdout).toBe(before.stdout.replace('"first"', '"second"'));
});

test('B91 a graph on disk is not that of a file that Nx takes to be the one before, by its time', async () => {
  using it = createReusing();
  const file = 'libs/core/project.json';
  const longAgo = new Date('2026-01-01');
  const names = async () => {
    const { stdout } = await runCli(['graph', '--json'], { cwd: it.root });
    return Object.keys((JSON.parse(stdout) as { graph: { nodes: object } }).graph.nodes);
  };
  // Nx's own plugin reads it, so nobody else sees that it has changed.
  for (const name of ['early', 'later']) {
    it.write(file, JSON.stringify({ name }));
    utimesSync(join(it.root, file), longAgo, longAgo);
    expect(await names()).toContain(name);
  }
});

test('B92 what another program has read is not taken to be as it was, unless the settings say so', async () => {
  const reads = `childProcess.execFileSync('cat', ['ignored-other.txt']);`;
  using it = createReusing(acme(reads));
  it.write('ignored-other.txt', '');
  const ask = async (reuse: ReuseRule) => {
    await using host = await createPluginHost({ root: it.root, reuse });
    return [await isReused(host), await isReused(host)];
  };
  expect(await ask('observed')).toEqual([false, false]);
  expect(asked(it)).toBe(2);
  await ask('index');
  const count = asked(it);
  await ask('index');
  expect(asked(it)).toBe(count);
  it.write('libs/one/new.txt', '');
  await ask('index');
  expect(asked(it)).toBe(count + 1);
});

test.each([
  ['never', [false, false, false]],
  ['observed', [false, true, true]],
] as const)('reuse: %s', async (reuse, expected) => {
  using it = createReusing(acme(), JSON.stringify({ reuse }));
  await using host = await createPluginHost({ root: it.root });
  await isReused(host);
  expect([false, await isReused(host), await isReused(host)]).toEqual(expected);
});

test('a hook that fails leaves nothing of an earlier graph for those that come later', async () => {
  const source =
    `let last;` +
    pluginSource('acme', { createNodes: `last = fs.readFileSync('ignored-note.txt', 'utf8');` }) +
    `exports.createMetadata = async () => ({ one: { metadata: { last: String(last) } } });`;
  using it = createWorkspace({
    plugins: ['./other.js', './acme.js'],
    files: { 'acme.js': source, 'other.js': pluginSource('other'), '.gitignore': '.nx\nignored*\n' },
  });
  it.write('ignored-note.txt', 'first');
  await using host = await createPluginHost({ root: it.root, onLog: () => undefined });
  const last = async () => (await host.computeProjectGraph()).graph.nodes['one'].data['metadata'];
  expect(await last()).toMatchObject({ last: 'first' });
  it.remove('ignored-note.txt');
  expect(await last()).toMatchObject({ last: 'undefined' });
  it.write('ignored-note.txt', 'second');
  expect(await last()).toMatchObject({ last: 'second' });
});

test('a partial graph is not reused', async () => {
  using it = createReusing(acme(`throw new Error('acme fails');`));
  await using host = await createPluginHost({ root: it.root, onLog: () => undefined });
  for (let graph = 1; graph <= 2; graph++) {
    const { isReused, errors } = await host.computeProjectGraph();
    expect({ isReused, errors: errors.length }).toEqual({ isReused: false, errors: 1 });
  }
});

test('a watch tells of a graph also if it is the one of before a mistake', async () => {
  using it = createReusing();
  await using watch = new WatchProcess(it.root);
  await watch.next('graph');
  const valid = it.read('nx.json');
  await watch.after(() => it.write('nx.json', '{'), 'failed');
  expect(await watch.after(() => it.write('nx.json', valid))).toMatchObject({ projects: 2, errors: [] });
});
