import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { testInTerminal } from '../support/in-terminal';
import { commandLine, descendants, expectNothingRuns, waitUntil } from '../support/processes';
import { Script } from '../support/run';
import { pluginWithTargets, SIDES, WITHOUT_DAEMON } from './nx-sides';

type Side = keyof typeof SIDES;

/** How its plugins run has nothing to do with how nx ends, and each worker of its own takes long to start. */
const PLAIN = { ...WITHOUT_DAEMON, NX_ISOLATE_PLUGINS: 'false' };
const envOf = (side: Side) => (side === 'plain' ? PLAIN : WITHOUT_DAEMON);

const CTRL_C = '\x03';
const LAST = (sequence: string, shown: string) => shown.lastIndexOf(`\x1b[?${sequence}`);

const TASK = `
const fs = require('node:fs');
const note = (what) => fs.appendFileSync('task.log', what + '\\n');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => { note('got ' + signal); process.exit(9); });
process.stdin.on('data', (data) => note('read ' + String(data).trim()));
note('started');
setInterval(() => {}, 1000);`;

const HANGS = `if (process.env.PLUGIN_HANGS) { fs.writeFileSync('called', ''); while (true) {} }`;

let workspace: Workspace;
beforeAll(() => {
  workspace = createWorkspace({
    plugins: ['./plugin.js'],
    files: { 'plugin.js': pluginWithTargets({ waits: 'node task.js' }, HANGS), 'task.js': TASK },
  });
});
afterAll(() => workspace[Symbol.dispose]());

const hasNoted = (what: string) =>
  waitUntil(
    () => noted().includes(what),
    40_000,
    () => `the task notes "${what}": ${noted().join()}`,
  );

function noted(): string[] {
  return existsSync(workspace.path('task.log')) ? workspace.read('task.log').trim().split('\n') : [];
}

describe.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('B84 %s', (signal) => {
  test('ends a command that waits for a plugin that hangs; nothing is left', async () => {
    workspace.remove('called');
    await using nx = new Script([...SIDES.ours, 'show', 'projects'], {
      cwd: workspace.root,
      env: { PLUGIN_HANGS: '1' },
    });
    await waitUntil(
      () => existsSync(workspace.path('called')),
      40_000,
      () => `the call: ${nx.stderr}`,
    );
    nx.child.kill(signal);
    expect(await nx.ended).toEqual({ code: null, signal, stdout: '', stderr: '' });
    await expectNothingRuns(workspace.root);
  });
});

describe('B84 while a task runs', () => {
  /** Ends nx by SIGTERM when its task runs, and what `before` waits for has come. */
  async function terminate(side: Side, before: (pid: number) => Promise<void>) {
    workspace.remove('task.log');
    const words = [...SIDES[side], 'run', 'one:waits'];
    await using nx = new Script(words, { cwd: workspace.root, env: envOf(side) });
    await hasNoted('started');
    await before(nx.pid);
    nx.child.kill('SIGTERM');
    const { code, signal } = await nx.ended;
    await expectNothingRuns(workspace.root);
    return { code, signal, noted: noted() };
  }

  test('SIGTERM ends it as it ends plain nx; a host that nobody needs any more is gone before', async () => {
    const ours = await terminate('ours', async (pid) => {
      const hosts = () => descendants(pid).filter((each) => commandLine(each).includes('bundle/main.js'));
      await waitUntil(
        () => hosts().length === 0,
        25_000,
        () => `the host is let go: ${hosts().map(commandLine).join('; ')}`,
      );
    });
    expect(ours).toEqual(await terminate('plain', async () => {}));
  });

  /** In a terminal: types a line for the task if it can read one, and then Ctrl-C. */
  async function interrupt(side: Side, isTui: boolean) {
    workspace.remove('task.log');
    const command = `stty cols 100 rows 30; exec node ${SIDES[side].join(' ')} run-many -t waits -p one`;
    const env = {
      ...process.env,
      ...envOf(side),
      TERM: 'xterm-256color',
      NX_TUI: String(isTui),
      CI: undefined,
    };
    const terminal = spawn('script', ['-qec', command, '/dev/null'], { cwd: workspace.root, env });
    let shown = '';
    terminal.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
    try {
      await hasNoted('started');
      if (!isTui) terminal.stdin.write('a line\n');
      if (!isTui) await hasNoted('read a line');
      terminal.stdin.write(CTRL_C);
      const [code] = (await once(terminal, 'close')) as [number];
      await expectNothingRuns(workspace.root);
      return { code, shown, noted: noted() };
    } finally {
      terminal.kill('SIGKILL');
    }
  }

  testInTerminal.each([false, true])('Ctrl-C, with nx’s interface on the terminal: %s', async (isTui) => {
    const { shown, ...ours } = await interrupt('ours', isTui);
    const plain = await interrupt('plain', isTui);
    expect(ours).toEqual({ code: plain.code, noted: plain.noted });
    expect(ours.noted.at(-1)).toMatch(/^got /);
    // The cursor is shown, and the screen is the one from before.
    expect(LAST('25h', shown)).toBeGreaterThanOrEqual(LAST('25l', shown));
    expect(LAST('1049l', shown)).toBeGreaterThanOrEqual(LAST('1049h', shown));
    expect(shown.includes('\x1b[?1049h')).toBe(isTui);
  });
});
