import { join } from 'node:path';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { waitUntil } from '../support/processes';
import { pluginHostBin } from '../../tools/process/repository';
import { runCli, Script } from '../support/run';
import { WatchProcess } from '../support/watch-process';

/** Blocks its process until the file is gone; that it does is noted in the file `asked`. */
const blockedBy = (file: string) => `
  fs.appendFileSync('.nx/asked', 'x');
  while (fs.existsSync('.nx/${file}'));`;

/** A person hears of it within 2 s. */
const WITHIN_MS = 5 * 2000;

function createBlockable() {
  const blocks = { load: blockedBy('load'), createNodes: blockedBy('hook') };
  const workspace = createWorkspace({
    plugins: ['./acme.js', './other.js'],
    files: {
      'acme.js': pluginSource('acme', blocks),
      'other.js': pluginSource('other'),
      '.gitignore': 'node_modules\n.nx\n',
      '.nx/asked': '',
    },
  });
  const isAsked = (times: number) =>
    waitUntil(
      () => workspace.read('.nx/asked').length === times,
      60_000,
      () => `asked ${workspace.read('.nx/asked').length} times, not ${times}`,
    );
  return { ...workspace, isAsked };
}

function startGraph(root: string): Script {
  return new Script([pluginHostBin, 'graph', '--json'], { cwd: root });
}

/** The targets of both plugins: a graph that lacks one's is partial. */
function expectWhole(stdout: string): void {
  const { graph, errors } = JSON.parse(stdout) as {
    graph: { nodes: Record<string, { data: { targets: object } }> };
    errors: unknown[];
  };
  expect(errors).toEqual([]);
  expect(Object.keys(graph.nodes['one'].data.targets).sort()).toEqual(['acme', 'other']);
}

test('a plugin that hangs: status says in what, who asks next hears of it, Ctrl-C ends the wait, stop gives nobody a partial graph', async () => {
  using workspace = createBlockable();
  const { root } = workspace;
  workspace.write('.nx/load', '');
  await using watch = new WatchProcess(root);
  const { pid } = await watch.next('watching');
  await workspace.isAsked(1);
  const loading = await runCli(['status'], { cwd: root });
  expect(loading).toMatchObject({ code: 0, stderr: '' });
  expect(loading.stdout).toMatch(/^ {2}\.\/acme\.js +busy: load for \d+ m?s$/m);
  workspace.remove('.nx/load');
  await watch.next('graph');

  workspace.write('.nx/hook', '');
  await using first = startGraph(root);
  await workspace.isAsked(3);
  const status = await runCli(['status', '--json'], { cwd: root });
  expect(JSON.parse(status.stdout)).toMatchObject({
    pid,
    workers: [{ state: 'ready', busy: { hook: 'createNodes' } }, { state: 'ready' }],
  });
  const text = await runCli(['status'], { cwd: root });
  expect(text.stdout).toMatch(/^ {2}\.\/acme\.js +busy: createNodes for \d+ m?s +\d+ /m);
  expect(text.stdout).toMatch(/^ {2}\.\/other\.js +ready +\d+ +\d+\.\d MiB/m);

  await using second = startGraph(root);
  const named = new RegExp(
    `^Served host \\(pid ${pid}\\): Still at work: \\.\\/acme\\.js \\(createNodes, \\d+\\.\\d s\\)\\.$`,
    'm',
  );
  const isNamed = () => named.test(second.stderr);
  await waitUntil(isNamed, WITHIN_MS, () => `named, in ${second.stderr}`);
  second.child.kill('SIGINT');
  expect(await second.ended).toMatchObject({ signal: 'SIGINT', stdout: '' });

  await using library = new Script([join(__dirname, 'fixtures', 'asks-late.js'), root]);
  await library.line('connected');
  library.child.stdin!.write('go\n');
  const stop = await runCli(['stop'], { cwd: root });
  expect(stop.stdout).toBe(`Stopped pid ${pid}.\n`);
  expect(await library.line('failed')).toBe('HOST_ENDED');
  expect((await watch.ended).code).toBe(0);
  expect(watch.lines.at(-1)).toEqual({ event: 'stopped' });
  expect(watch.count('graph')).toBe(1);
  workspace.remove('.nx/hook');
  const { code, stdout, stderr } = await first.ended;
  expect(stderr).toContain(`The served plugin host of ${root} (pid ${pid}) ended before it answered.`);
  expect(stderr).not.toContain('was stopped');
  expect(code).toBe(0);
  expectWhole(stdout);
}, 180_000);

test('SIGTERM of a watch that computes for a client: the client computes by itself', async () => {
  using workspace = createBlockable();
  await using watch = new WatchProcess(workspace.root);
  await watch.next('graph');
  workspace.write('.nx/hook', '');
  await using client = startGraph(workspace.root);
  await workspace.isAsked(3);
  watch.child.kill('SIGTERM');
  expect((await watch.ended).code).toBe(143);
  workspace.remove('.nx/hook');
  const { code, stdout } = await client.ended;
  expect(code).toBe(0);
  expectWhole(stdout);
}, 120_000);
