import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { commandLine, expectNothingRuns, killAll, processesIn, waitUntil } from '../support/processes';
import { pluginHostBin } from '../../tools/process/repository';
import { testInTerminal } from '../support/in-terminal';

const CTRL_C = '\x03';
const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';

/** Number of the terminal that the process is controlled by; 0 means none. */
function terminalOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[4]);
}

/** Runs the command line in a terminal of so many columns, until the plugin is called. */
async function inTerminal(columns: number, root: string, isCalled: () => boolean) {
  const command = `stty cols ${columns}; exec ${process.execPath} ${pluginHostBin} graph --root ${root}`;
  const terminal = spawn('script', ['-qec', command, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TERM: 'xterm' },
  });
  let shown = '';
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  await waitUntil(isCalled, 20_000, () => `the call. Shown: ${shown.slice(-500)}`).catch((error: unknown) => {
    terminal.kill('SIGKILL');
    throw error;
  });
  return { terminal, shown: () => shown };
}

describe('B43 a worker has no terminal; Ctrl-C ends host and workers, once, quietly, and leaves the cursor shown', () => {
  testInTerminal.each([0, 80])('in a terminal of %i columns', async (columns) => {
    using workspace = createWorkspace({
      plugins: ['./plugins/endless.js'],
      files: {
        'plugins/endless.js': pluginSource('endless', {
          createNodes: `fs.writeFileSync(path.join(__dirname, 'called'), ''); while (true) {}`,
        }),
      },
    });
    const isCalled = () => existsSync(workspace.path('plugins', 'called'));
    const { terminal, shown } = await inTerminal(columns, workspace.root, isCalled);
    const workers = processesIn(workspace.root).filter((pid) => commandLine(pid).includes('bundle/main.js'));
    expect(workers.map(terminalOf)).toEqual([0]);
    const before = shown().length;
    terminal.stdin.write(CTRL_C);
    const [code] = (await once(terminal, 'close')) as [number];
    expect(code).toBe(130);
    await expectNothingRuns(workspace.root);
    expect(shown().slice(before)).not.toMatch(/error|at .*\.js|\[endless\]/i);
    expect(shown().lastIndexOf(SHOW_CURSOR)).toBeGreaterThanOrEqual(shown().lastIndexOf(HIDE_CURSOR));
  });
});

/** Writes down the signals that the second process of a `--json` command gets, and does not end by them. */
const NOTES_SIGNALS = `
const { appendFileSync } = require('node:fs');
if (/own-stdout\.js/.test(process.argv[1]))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'])
    process.on(signal, () => appendFileSync(__dirname + '/got', signal + ' '));`;

test('B43 B11 with --json a signal for the process or its group reaches the second one once; SIGKILL of the first ends both', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/endless.js'],
    files: {
      'plugins/endless.js': pluginSource('endless', {
        createNodes: `fs.writeFileSync(path.join(__dirname, 'called'), ''); while (true) {}`,
      }),
      'notes-signals.js': NOTES_SIGNALS,
      got: '',
    },
  });
  const { pid } = spawn(process.execPath, [pluginHostBin, 'graph', '--json'], {
    cwd: workspace.root,
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, NODE_OPTIONS: `--require ${workspace.path('notes-signals.js')}` },
  });
  try {
    const isCalled = () => existsSync(workspace.path('plugins', 'called'));
    await waitUntil(isCalled, 20_000, () => 'the call');
    let expected = '';
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)
      for (const target of [pid!, -pid!]) {
        process.kill(target, signal);
        expected += `${signal} `;
        const hasGot = () => workspace.read('got').length >= expected.length;
        await waitUntil(hasGot, 10_000, () => `${signal} for ${target}: ${workspace.read('got')}`);
      }
    expect(workspace.read('got')).toBe(expected);
    process.kill(pid!, 'SIGKILL');
    await expectNothingRuns(workspace.root, 25_000);
    // It was asked to end before it was killed.
    expect(workspace.read('got')).toBe(`${expected}SIGTERM `);
  } finally {
    killAll(processesIn(workspace.root));
  }
});
