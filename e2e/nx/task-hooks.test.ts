import { createWorkspace, nxJsonOf, type Workspace } from '../support/create-workspace';
import { runCli } from '../support/run';
import { WatchProcess } from '../support/watch-process';

const PLUGIN = `
const { appendFileSync } = require('node:fs');
const log = (...words) => appendFileSync('log.txt', words.join(' ') + '\\n');
let state = 'loaded';
module.exports = {
  name: 'around',
  createNodes: ['**/component.json', () => ((state = 'graph'), [])],
  async preTasksExecution({ id, set, deleted }) {
    log('pre', id, state, process.pid);
    state = 'pre';
    Object.assign(process.env, set);
    for (const name of deleted) delete process.env[name];
  },
  async postTasksExecution({ id, set, fails }, { taskResults }) {
    const found = Object.keys(set).map((name) => process.env[name]);
    log('post', id, state, process.pid, ...found, ...Object.values(taskResults).map(({ status }) => status));
    if (fails) throw new Error('it cannot be reported');
  },
};`;

const entry = (options: object) => ({ plugin: './around.js', options });
const ENTRIES = [
  entry({ id: 'first', set: { BOTH: 'first', TAKEN: 'first' }, deleted: ['GONE', 'GIVEN'] }),
  entry({ id: 'second', set: { BOTH: 'second', GIVEN: 'second' }, deleted: ['TAKEN'] }),
];
const FAILS = entry({ id: 'third', set: {}, deleted: [], fails: true });
const NAMES = ['BOTH', 'TAKEN', 'GIVEN', 'GONE'];

describe('B86 hooks around tasks', () => {
  let workspace: Workspace;
  const env = { GONE: 'here', GIVEN: 'here' };

  beforeAll(() => {
    const print = `console.log(JSON.stringify(${JSON.stringify(NAMES)}.map((name) => process.env[name] ?? null)));`;
    const targets = { print: { command: 'node print.js' }, fail: { command: 'exit 7' } };
    const files = {
      'around.js': PLUGIN,
      'print.js': print,
      'libs/one/project.json': JSON.stringify({ name: 'one', targets }),
    };
    workspace = createWorkspace({ plugins: ENTRIES, files });
  });
  beforeEach(() => workspace.remove('log.txt'));
  afterAll(() => workspace[Symbol.dispose]());

  /** What was called: hook, plugin, what its module remembers, pid, and more. */
  const calls = () =>
    workspace
      .read('log.txt')
      .trim()
      .split('\n')
      .map((line) => line.split(' '))
      .sort();
  const nx = (...args: string[]) => runCli(['nx', ...args], { cwd: workspace.root, env });

  test('run once each, in the workers of the graph; the last plugin wins, and a deletion is one', async () => {
    const { code, stdout, stderr } = await nx('run', 'one:print');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('["second",null,"second",null]');
    const pid = Object.fromEntries(calls().map(([, id, , of]) => [id, of]));
    expect(pid['first']).not.toBe(pid['second']);
    expect(calls()).toEqual([
      ['post', 'first', 'pre', pid['first'], 'first', 'first', 'success'],
      ['post', 'second', 'pre', pid['second'], 'second', 'second', 'success'],
      ['pre', 'first', 'graph', pid['first']],
      ['pre', 'second', 'graph', pid['second']],
    ]);
  });

  test('run in the workers of a served host; one that throws fails the command, as in nx', async () => {
    workspace.write('nx.json', nxJsonOf([...ENTRIES, FAILS]));
    await using watch = new WatchProcess(workspace.root, { env });
    await watch.next('graph');
    const pids = (await watch.workerPids()).map(String);
    const { code, stdout, stderr } = await nx('run', 'one:fail');
    expect(code).toBe(1);
    expect(stdout).toContain('> nx run one:fail');
    expect(stderr).toContain('Running target fail for project one failed');
    expect(stderr).toContain('it cannot be reported');
    expect(calls().map(([hook, id, , pid]) => [hook, id, pids.indexOf(pid)])).toEqual([
      ['post', 'first', 0],
      ['post', 'second', 1],
      ['post', 'third', 2],
      ['pre', 'first', 0],
      ['pre', 'second', 1],
      ['pre', 'third', 2],
    ]);
    expect(calls()[0].at(-1)).toBe('failure');
  });
});
