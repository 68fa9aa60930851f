import { writeFileSync } from 'node:fs';
import { createWorkspace, nxJsonOf, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { isGone } from '../support/processes';
import { runCli, Script } from '../support/run';
import { pluginHostBin } from '../../tools/process/repository';
import { WatchProcess } from '../support/watch-process';

const PLUGINS = ['./acme.js', './other.js'];

function createWatchedWorkspace(acme = pluginSource('acme')) {
  const files = { 'acme.js': acme, 'other.js': pluginSource('other'), '.gitignore': 'dist\n.env\n' };
  // Which workers there are is looked at: each plugin needs one.
  return createWorkspace({
    plugins: PLUGINS,
    files: { ...files, 'plugin-host.json': '{ "reuse": "never" }' },
  });
}

describe('one watch, change after change', () => {
  let workspace: Workspace;
  let watch: WatchProcess;
  beforeAll(() => {
    workspace = createWatchedWorkspace();
    watch = new WatchProcess(workspace.root);
  });
  afterAll(async () => {
    await watch[Symbol.asyncDispose]();
    workspace[Symbol.dispose]();
  });

  test('B60 configuration: added, removed, broken and fixed; a dotenv file that is ignored', async () => {
    const first = await watch.next('graph');
    expect(first).toMatchObject({ projects: 2, workers: { started: PLUGINS }, errors: [] });
    expect(first.difference).toBeUndefined();

    const pids = await watch.workerPids();
    const less = await watch.after(() => workspace.write('nx.json', nxJsonOf(['./acme.js'])));
    expect(less.workers).toMatchObject({ kept: ['./acme.js'], stopped: ['./other.js'] });
    expect(isGone(pids[1])).toBe(true);
    const broken = await watch.after(() => workspace.write('nx.json', '{ broken'), 'failed');
    expect(broken).toMatchObject({ code: 'CONFIGURATION_INVALID' });
    expect(isGone(pids[0])).toBe(false);
    const repaired = await watch.after(() => workspace.write('nx.json', nxJsonOf(PLUGINS)));
    expect(repaired.workers).toMatchObject({ kept: ['./acme.js'], started: ['./other.js'] });
    const none = await watch.after(() => workspace.remove('nx.json'));
    expect(none).toMatchObject({ projects: 0, workers: { stopped: PLUGINS }, errors: [] });
    const back = await watch.after(() => workspace.write('nx.json', nxJsonOf(PLUGINS)));
    expect(back).toMatchObject({ projects: 2, workers: { started: PLUGINS } });
    const environment = await watch.after(() => workspace.write('.env', 'ACME=1'));
    expect(environment.workers!.restarted).toEqual(PLUGINS);
  }, 180_000);

  test('B61 B65 files: created, edited, deleted, with what became of the graph', async () => {
    const created = await watch.after(() => workspace.write('libs/three/component.json', '{}'));
    expect(created).toMatchObject({
      projects: 3,
      workers: { kept: PLUGINS, restarted: [], started: [], stopped: [] },
      difference: { projects: { added: ['three'] }, targets: { added: ['three:acme', 'three:other'] } },
    });
    expect(watch.lines.filter(({ event }) => event === 'changed').at(-1)).toMatchObject({
      files: { created: ['libs/three/component.json'], edited: [], deleted: [] },
      configuration: false,
    });
    const deleted = await watch.after(() => workspace.remove('libs/three'));
    expect(deleted.difference!.projects.removed).toEqual(['three']);

    const edited = await watch.after(() => workspace.write('acme.js', pluginSource('renamed')));
    expect(edited).toMatchObject({
      workers: { kept: ['./other.js'], restarted: ['./acme.js'] },
      difference: { targets: { added: ['one:renamed', 'two:renamed'], removed: ['one:acme', 'two:acme'] } },
    });
  }, 180_000);

  test('a partial graph says which plugin failed, and the next one is whole', async () => {
    const partial = await watch.after(() => workspace.write('acme.js', 'throw new Error("unfinished");'));
    expect(partial.errors).toMatchObject([{ plugin: './acme.js', hook: 'load' }]);
    const status = await runCli(['status'], { cwd: workspace.root });
    expect(status.stdout).toMatch(/\.\/acme\.js +failed .*unfinished/);
    const whole = await watch.after(() => workspace.write('acme.js', pluginSource('acme')));
    expect(whole.errors).toEqual([]);
  }, 120_000);

  test('a script that edits a plugin as soon as it hears of a graph is answered each time', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'acme']) {
      const next = await watch.after(() => workspace.write('acme.js', pluginSource(name)));
      expect(next.difference!.targets.added).toEqual([`one:${name}`, `two:${name}`]);
    }
    expect(watch.count('ignored')).toBe(0);
  }, 120_000);

  test('ignored files cause no graph; what is no longer ignored does', async () => {
    const before = watch.count('changed');
    workspace.write('dist/four/component.json', '{}');
    const next = await watch.after(() => workspace.write('libs/three/component.json', '{}'));
    expect(next.difference!.projects.added).toEqual(['three']);
    expect(watch.count('changed')).toBe(before + 1);
    const unignored = await watch.after(() => workspace.write('.gitignore', '.env\n'));
    expect(unignored.difference!.projects.added).toEqual(['four']);
    const inThere = await watch.after(() => workspace.write('dist/five/component.json', '{}'));
    expect(inThere.difference!.projects.added).toEqual(['five']);
  }, 180_000);

  test('a workspace that is removed: said as JSON alone, and the end', async () => {
    workspace.remove('');
    const { code, stderr } = await watch.ended;
    expect(code).toBe(2);
    // Each line of stdout is JSON, or this throws.
    expect(watch.lines.slice(-2)).toMatchObject([
      { event: 'failed', code: 'ROOT_NOT_FOUND' },
      { event: 'stopped' },
    ]);
    expect(watch.lines.at(-2)!.message).toContain(`The directory ${workspace.root} was removed`);
    expect(stderr).not.toMatch(/npm install|^ {4}at /m);
  }, 120_000);
});

const WRITES = `fs.writeFileSync(path.join(__dirname, 'log.txt'), String(process.hrtime.bigint()));`;

test.each([
  ['in a hook', WRITES],
  ['after a hook has returned', `setTimeout(() => { ${WRITES} }, 500);`],
])(
  'B64 a plugin that writes into the workspace each time, %s, does not loop',
  async (_, writes) => {
    using workspace = createWatchedWorkspace(pluginSource('acme', { createNodes: writes }));
    await using watch = new WatchProcess(workspace.root);
    const ignored = await watch.next('ignored');
    expect(ignored.files).toEqual(['log.txt']);
    const graphs = watch.count('graph');
    const next = await watch.after(() => workspace.write('libs/three/component.json', '{}'));
    expect(next.difference!.projects.added).toEqual(['three']);
    // The write of that graph has been seen when the next change is.
    await watch.after(() => workspace.write('libs/four/component.json', '{}'));
    // Three, unless the machine is so busy that a write comes more than a second late.
    expect(graphs).toBeLessThanOrEqual(4);
    expect(watch.count('graph')).toBeLessThanOrEqual(graphs + 4);
  },
  180_000,
);

test('a computation that is out of date is begun again', async () => {
  const waits = `
    fs.appendFileSync(path.join(__dirname, 'dist', 'asked'), 'x');
    if (fs.existsSync(path.join(__dirname, 'dist', 'hold'))) await new Promise(() => setInterval(() => {}, 1000));`;
  using workspace = createWatchedWorkspace(pluginSource('acme', { createNodes: waits }));
  workspace.write('dist/asked', '');
  await using watch = new WatchProcess(workspace.root);
  await watch.next('graph');
  workspace.write('dist/hold', '');
  // This one never ends: its createNodes waits for ever.
  await watch.after(() => workspace.write('libs/one/component.json', '{ "a": 1 }'), 'changed');
  await using status = new Script([pluginHostBin, 'graph', '--json'], { cwd: workspace.root });
  workspace.remove('dist/hold');
  const next = await watch.after(() => workspace.write('libs/one/component.json', '{ "a": 2 }'));
  expect(next.errors).toEqual([]);
  // Who had asked meanwhile gets that one, too.
  expect((await status.ended).code).toBe(0);
}, 180_000);

test('what a person reads', async () => {
  using workspace = createWatchedWorkspace();
  await using watch = new Script([pluginHostBin, 'watch'], { cwd: workspace.root, env: { NO_COLOR: '1' } });
  await watch.line('Watching');
  await watch.line('graph');
  writeFileSync(workspace.path('acme.js'), pluginSource('renamed'));
  expect(await watch.line('changed')).toBe('1 edited (acme.js)');
  await watch.line('  targets:');
  watch.child.kill('SIGTERM');
  const { stdout, code } = await watch.ended;
  expect(code).toBe(143);
  expect(
    stdout
      .replace(/in [\d.]+ m?s/g, 'in 9 ms')
      .replace(/pid \d+/, 'pid 9')
      .replace(/nx [\d.]+/, 'nx 9'),
  ).toBe(
    [
      `Watching ${workspace.root} (nx 9, pid 9). Ctrl-C ends it.`,
      'graph in 9 ms: 2 projects, 0 dependencies',
      '  workers: 2 started (./acme.js, ./other.js)',
      'changed 1 edited (acme.js)',
      'graph in 9 ms: 2 projects, 0 dependencies',
      '  workers: 1 restarted (./acme.js); 1 kept',
      '  projects: 2 changed (one, two)',
      '  targets: 2 added (one:renamed, two:renamed); 2 removed (one:acme, two:acme)',
      'Stopped.',
      '',
    ].join('\n'),
  );
}, 120_000);
