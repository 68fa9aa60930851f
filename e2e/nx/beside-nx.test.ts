import { createWorkspace, type Workspace } from '../support/create-workspace';
import { commandLine, expectNothingRuns, processesIn, waitUntil, waitUntilGone } from '../support/processes';
import { runScript, Script } from '../support/run';
import { WatchProcess } from '../support/watch-process';
import { pluginWithTargets, SIDES } from './nx-sides';

let workspace: Workspace;
beforeAll(() => {
  const build = 'node build.js';
  workspace = createWorkspace({
    plugins: ['./plugin.js'],
    files: {
      'plugin.js': pluginWithTargets({ build }),
      'build.js': `console.log('built', process.env.NX_TASK_TARGET_PROJECT);`,
      '.gitignore': 'node_modules\n.nx\nasked.txt\n',
    },
  });
});
afterAll(() => workspace[Symbol.dispose]());

test('two commands at once, without a served host: each does all of its work', async () => {
  const args = [...SIDES.ours, 'run-many', '-t', 'build', '--output-style=static'];
  const both = await Promise.all([1, 2].map(() => runScript(args, { cwd: workspace.root })));
  for (const { code, stdout, stderr } of both) {
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/^built .+$/gm)?.sort()).toEqual(['built one', 'built two']);
  }
  await expectNothingRuns(workspace.root);
}, 120_000);

test('nx’s own daemon, watch and reset beside a served host: each goes on, and nothing is left', async () => {
  workspace.write('plugin.js', pluginWithTargets({}, `fs.appendFileSync('asked.txt', process.pid + '\\n');`));
  // In a container, Nx starts a daemon only if it is asked to. Its processes for plugins are another subject.
  const env = { NX_DAEMON: 'true', NX_ISOLATE_PLUGINS: 'false' };
  const options = { cwd: workspace.root, env };
  const nx = (side: keyof typeof SIDES, ...args: string[]) => runScript([...SIDES[side], ...args], options);
  const daemons = () =>
    processesIn(workspace.root).filter((pid) => commandLine(pid).includes('daemon/server/start'));

  await using watch = new WatchProcess(workspace.root, { env });
  await watch.next('graph');
  const pids = await watch.workerPids();
  const words = [...SIDES.ours, 'watch', '--all', '--verbose', '--', 'echo', 'noticed'];
  await using nxWatch = new Script(words, options);
  const says = (text: string) =>
    waitUntil(
      () => nxWatch.stdout.includes(text),
      60_000,
      () => `nx watch says "${text}": ${nxWatch.stdout} ${nxWatch.stderr}`,
    );
  await says('watch process waiting');
  const daemon = daemons();
  await watch.after(() => workspace.write('libs/one/note.txt', 'noted'));
  await says('\nnoticed');
  expect(await nx('ours', 'show', 'projects')).toMatchObject({ code: 0, stderr: '' });
  expect([daemon.length, daemons()]).toEqual([1, daemon]);
  nxWatch.child.kill('SIGTERM');
  await nxWatch.ended;

  expect(await nx('ours', 'daemon', '--stop')).toMatchObject({ code: 0 });
  await waitUntilGone(daemon, 10_000);
  expect(await nx('plain', 'show', 'projects')).toMatchObject({ code: 0 });
  const another = daemons();
  expect(another).toHaveLength(1);
  expect(await nx('ours', 'reset')).toMatchObject({ code: 0 });
  await waitUntilGone(another, 10_000);

  workspace.remove('asked.txt');
  workspace.write('libs/three/component.json', '{}');
  const { stdout, stderr } = await nx('ours', 'show', 'projects');
  expect({ stderr, projects: stdout.split('\n').sort() }).toEqual({
    stderr: '',
    projects: ['', 'one', 'three', 'two'],
  });
  expect(new Set(workspace.read('asked.txt').trim().split('\n').map(Number))).toEqual(new Set(pids));
  watch.child.kill('SIGTERM');
  await watch.ended;
  await expectNothingRuns(workspace.root);
}, 240_000);
