import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { isGone, waitUntilGone } from '../support/processes';
import { runCli, runScript, Script } from '../support/run';
import { WatchProcess } from '../support/watch-process';

const speaks = pluginSource('acme', {
  load: `console.error('acme is loaded by', process.pid);`,
  createNodes: `console.log('acme is asked');`,
});

function createServedWorkspace() {
  return createWorkspace({
    plugins: ['./acme.js', './other.js'],
    // Each graph is heard.
    files: {
      'acme.js': speaks,
      'other.js': pluginSource('other'),
      'plugin-host.json': '{ "reuse": "never" }',
    },
  });
}

/** The directory of sockets is private to a test: what is left in it is this test's. */
function withSocketDirectory(root: string) {
  return { PLUGIN_ISOLATION_SOCKET_DIRECTORY: root };
}

describe('while a watch runs', () => {
  let workspace: Workspace;
  let watch: WatchProcess;
  let pid: number;
  let pids: number[];
  beforeAll(async () => {
    workspace = createServedWorkspace();
    watch = new WatchProcess(workspace.root);
    ({ pid } = await watch.next('watching'));
    await watch.next('graph');
    pids = await watch.workerPids();
  }, 120_000);
  afterAll(async () => {
    await watch[Symbol.asyncDispose]();
    workspace[Symbol.dispose]();
  });

  test('graph and status use the served host; who asks sees the logs', async () => {
    const graph = await runCli(['graph', '--json', '--verbose'], { cwd: workspace.path('libs') });
    expect(graph.code).toBe(0);
    const { graph: computed } = JSON.parse(graph.stdout) as { graph: { nodes: object } };
    expect(Object.keys(computed.nodes).sort()).toEqual(['one', 'two']);
    expect(graph.stderr).toContain('[./acme.js] acme is asked');
    expect(graph.stderr).not.toContain('acme is loaded by');
    expect(graph.stderr).toContain('The graph is asked of the host that `plugin-host watch` serves.');

    const status = await watch.status();
    expect(status).toMatchObject({ pid, graphCount: 2 });
    expect(status.workers.map((worker) => worker.pid)).toEqual(pids);
    expect(status.workers.every(({ rssBytes, state }) => state === 'ready' && rssBytes! > 1_000_000)).toBe(
      true,
    );
    const text = await runCli(['status'], { cwd: workspace.root });
    expect(text.stdout).toMatch(/\.\/acme\.js +ready +\d+ +\d+\.\d MiB/);
    const { hook, reason } = status.hooks!.find(({ plugin }) => plugin === './acme.js')!;
    expect(hook).toBe('createNodes');
    expect(text.stdout).toMatch(/ plugin +hook +in the last graph\n/);
    expect(text.stdout).toContain(`ran: the plugin ${reason}\n`);
  }, 120_000);

  test('B71 30 commands at once are answered by one set of workers', async () => {
    const files = Array.from({ length: 30 }, (_, index) => `.nx/graph-${index}.json`);
    const runs = await Promise.all(
      // With --json each would take a process more.
      files.map((file) => runCli(['graph', '--file', file], { cwd: workspace.root })),
    );
    expect(new Set(files.map(workspace.read)).size).toBe(1);
    expect(runs.every(({ code, stderr }) => code === 0 && !stderr.includes('acme is loaded by'))).toBe(true);
    expect(await watch.workerPids()).toEqual(pids);
  }, 300_000);

  test('connectPluginHost: a script that only asks ends by itself, and the host goes on', async () => {
    const script = await runScript([join(__dirname, 'fixtures', 'connects.js'), workspace.root]);
    expect(script.code).toBe(0);
    const got = JSON.parse(script.stdout.slice('got '.length)) as { projects: string[]; pids: number[] };
    expect(got.projects.sort()).toEqual(['one', 'two']);
    expect(got.pids).toEqual(pids);
    expect(pids.some(isGone)).toBe(false);
  }, 120_000);

  test('connectPluginHost: fresh is computed apart, with workers of its own', async () => {
    const program = join(__dirname, 'fixtures', 'asks-for-a-fresh-graph.js');
    const script = await runScript([program, workspace.root]);
    const [, loadedBy] = /acme is loaded by (\d+)/.exec(script.stderr)!;
    expect(pids).not.toContain(Number(loadedBy));
    expect(script.stdout).toBe(`served by ${pids.join(' ')}\n`);
  }, 120_000);

  test('a second watch of the same root is refused, and the first goes on', async () => {
    const second = await runCli(['watch'], { cwd: workspace.root });
    expect(second.code).toBe(2);
    expect(second.stderr).toContain(
      `Another process (pid ${pid}) serves the plugin host of ${workspace.root}.`,
    );
    expect(await watch.workerPids()).toEqual(pids);
  }, 120_000);

  test('nx asks it for the graph; what a plugin prints is all that is added', async () => {
    workspace.write('libs/three/component.json', '{}');
    const { code, stdout, stderr } = await runCli(['nx', 'show', 'projects'], { cwd: workspace.root });
    expect({ code, projects: stdout.split('\n').sort() }).toEqual({
      code: 0,
      projects: ['', 'one', 'three', 'two'],
    });
    // No worker was started for it: that would say that it is loaded. The watch may have asked it before this command.
    expect(['', '[./acme.js] acme is asked\n']).toContain(stderr);
  }, 120_000);

  test('stop ends it and its workers; without a served host, each command says so', async () => {
    const stop = await runCli(['stop', '--root', workspace.root]);
    expect(stop).toMatchObject({ code: 0, stdout: `Stopped pid ${pid}.\n`, stderr: '' });
    expect(await watch.ended).toMatchObject({ code: 0, signal: null });
    expect(watch.lines.at(-1)).toEqual({ event: 'stopped' });
    await waitUntilGone(pids, 10_000);

    const status = await runCli(['status'], { cwd: workspace.root });
    expect(status.code).toBe(2);
    expect(status.stderr).toContain(
      `No plugin host of ${workspace.root} is served now. Start one with \`plugin-host watch\``,
    );
    const again = await runCli(['stop', '--json'], { cwd: workspace.root });
    expect(again).toMatchObject({ code: 0, stdout: `{"root":"${workspace.root}","stopped":null}\n` });
    const script = await runScript([join(__dirname, 'fixtures', 'connects.js'), workspace.root]);
    expect(script.stderr).toContain('HOST_NOT_SERVED');
  }, 120_000);
});

test('B05 B43 a host killed by SIGKILL leaves nothing that blocks the next one, and its clients are told; Ctrl-C ends that quietly', async () => {
  using workspace = createServedWorkspace();
  using sockets = createWorkspace({ modules: 'none' });
  const env = withSocketDirectory(sockets.root);
  await using watch = new WatchProcess(workspace.root, { env });
  const { pid } = await watch.next('watching');
  await watch.next('graph');
  await using client = new Script([join(__dirname, 'fixtures', 'asks-late.js'), workspace.root], { env });
  await client.line('connected');
  process.kill(pid, 'SIGKILL');
  await watch.ended;
  client.child.stdin!.write('go\n');
  expect(await client.line('failed')).toBe('HOST_NOT_SERVED');

  const graph = await runCli(['graph', '--json'], { cwd: workspace.root, env });
  expect(graph.code).toBe(0);
  await using next = new WatchProcess(workspace.root, { env });
  await next.next('graph');
  client.child.stdin!.write('go\n');
  expect(await client.line('answered')).toBe('2');
  const pids = await next.workerPids();
  const before = next.stderr;
  next.child.kill('SIGINT');
  expect(await next.ended).toMatchObject({ code: 130, stderr: before });
  await waitUntilGone(pids, 10_000);
  const left = readdirSync(sockets.root, { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => /\.sock$|\.host\.json/.test(name))).toEqual([]);
}, 180_000);
