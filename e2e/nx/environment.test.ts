import { createWorkspace, type Workspace } from '../support/create-workspace';
import { expectNothingRuns } from '../support/processes';
import { runCli, runScript } from '../support/run';
import { WatchProcess } from '../support/watch-process';
import { pluginWithTargets, SIDES, WITHOUT_DAEMON } from './nx-sides';

type Environment = Record<string, string>;

/**
 * Each writes down its environment. `outer` then runs plain nx or `plugin-host nx`, each with a task of its own. A
 * nested plain nx starts no processes for its plugins, since that takes long.
 */
const TASKS = {
  outer: 'node tasks/outer.js',
  inner: 'node tasks/inner.js',
};

const note = (name: string) => `require('node:fs').writeFileSync(
  'noted/${name}' + (process.env.NESTED_IN ?? '') + '.json', JSON.stringify(process.env));`;

const OUTER = `
${note('outer')}
const sides = ${JSON.stringify(SIDES)};
for (const name of JSON.parse(require('node:fs').readFileSync('nested.json', 'utf8'))) {
  const { status } = require('node:child_process').spawnSync(
    process.execPath, [...sides[name], 'run', 'two:inner', '--skip-nx-cache'],
    { stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NESTED_IN: '-' + name, NX_ISOLATE_PLUGINS: 'false' } });
  if (status !== 0) process.exit(1);
}`;

/** Which worker a hook runs in, and whether it is given what a task has made. */
const NOTE_WORKER = `
fs.appendFileSync('workers.txt', process.pid + (files.includes('made/component.json') ? ' made' : ' before') + '\\n');`;

/** Its nx has the environment that every task has. */
const MAKE_AND_NEST = `
const fs = require('node:fs');
fs.mkdirSync('made');
fs.writeFileSync('made/component.json', '{}');
const words = ${JSON.stringify([...SIDES.ours, 'show', 'projects'])};
const { status } = require('node:child_process').spawnSync(process.execPath, words, { stdio: 'inherit' });
process.exitCode = status;`;

let workspace: Workspace;
beforeAll(() => {
  const plugin = pluginWithTargets(TASKS, note('plugin'));
  workspace = createWorkspace({
    plugins: ['./plugin.js'],
    files: {
      'plugin.js': plugin,
      'tasks/outer.js': OUTER,
      'tasks/inner.js': note('inner'),
      'noted/.keep': '',
      '.env': 'FROM_DOTENV=yes',
    },
  });
});
afterAll(() => workspace[Symbol.dispose]());

type Side = keyof typeof SIDES;

/** What was noted in a run of one side, with these sides nested in it: name of the file → environment. */
async function environmentsOf(side: Side, nested: Side[]): Promise<Record<string, Environment>> {
  workspace.write('nested.json', JSON.stringify(nested));
  const words = [...SIDES[side], 'run', 'one:outer', '--skip-nx-cache', '--verbose'];
  const { code, stderr } = await runScript(words, { cwd: workspace.root, env: WITHOUT_DAEMON });
  // Being verbose, nx prints on stderr.
  if (code !== 0) throw new Error(`${side}: ${code}\n${stderr}`);
  const names = ['plugin', 'outer', ...nested.flatMap((name) => [`plugin-${name}`, `inner-${name}`])];
  const noted = names.map((name) => {
    const { NESTED_IN, ...environment } = JSON.parse(workspace.read(`noted/${name}.json`)) as Environment;
    expect(NESTED_IN).toBe(/-.*/.exec(name)?.[0]);
    return [name, environment];
  });
  await expectNothingRuns(workspace.root);
  return Object.fromEntries(noted) as Record<string, Environment>;
}

function differing(one: Environment, other: Environment): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => one[name] !== other[name]).sort();
}

test('B83 the environment of tasks, of nested nx and of plugins is plain nx’s', async () => {
  const plain = await environmentsOf('plain', ['plain']);
  const ours = await environmentsOf('ours', ['plain', 'ours']);
  // The pid of the outermost nx.
  const OWN = ['NX_INVOCATION_ROOT_PID'];
  expect(differing(plain['outer'], ours['outer'])).toEqual(OWN);
  for (const task of ['inner-plain', 'inner-ours'])
    expect({ task, differing: differing(plain['inner-plain'], ours[task]) }).toEqual({
      task,
      differing: OWN,
    });
  expect(differing(plain['plugin-plain'], ours['plugin-plain'])).toEqual(OWN);
  const differingInPlugin = differing(plain['plugin'], ours['plugin']);
  expect(differingInPlugin).toEqual([
    'NX_ISOLATE_PLUGINS',
    // How nx draws on the terminal is decided after our workers have started.
    'NX_TUI',
    'NX_WORKSPACE_ROOT_PATH',
    // By this a worker knows that a graph is being computed around it.
    'PLUGIN_HOST_WORKER_OF',
  ]);
  expect(ours['plugin']).toMatchObject({ NX_VERBOSE_LOGGING: 'true', FROM_DOTENV: 'yes' });
});

test('B83 an nx in a task asks the served host that the outer nx asks, with dotenv files, too, and for what the task has changed', async () => {
  workspace.write('plugin.js', pluginWithTargets(TASKS, NOTE_WORKER));
  workspace.write('tasks/outer.js', MAKE_AND_NEST);
  const env = { NX_DAEMON: undefined };
  await using watch = new WatchProcess(workspace.root, { env });
  await watch.next('graph');
  const [pid] = await watch.workerPids();
  const { code, stdout, stderr } = await runCli(['nx', 'run', 'one:outer', '--skip-nx-cache'], {
    cwd: workspace.root,
    env,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^made$/m);
  const ran = workspace.read('workers.txt').trim().split('\n');
  expect(ran).toContain(`${pid} made`);
  expect(ran.filter((line) => !line.startsWith(`${pid} `))).toEqual([]);
});
