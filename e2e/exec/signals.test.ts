import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { pluginHostBin } from '../../tools/process/repository';
import { expectNothingRuns, killAll, waitUntil, waitUntilGone } from '../support/processes';
import { Script } from '../support/run';
import { withFakeNx } from './fake-nx';
import { testInTerminal } from '../support/in-terminal';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** exec in a process group of its own, of which this test is no member, with an nx that has started. */
async function execInGroup(root: string, command: string, word: string) {
  const child = spawn(process.execPath, [pluginHostBin, 'exec', '--', 'nx', command], {
    cwd: root,
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const started = () => new RegExp(`^${word} (\\d+)\n`, 'm').exec(stdout);
  await waitUntil(
    () => started() !== null,
    20_000,
    () => `the start of nx: ${stdout}`,
  );
  const got = () =>
    stdout
      .split('\n')
      .filter((line) => line.startsWith('got '))
      .map((line) => line.slice(5, -1));
  return { child, nxPid: Number(started()![1]), got };
}

describe('B43 a signal reaches nx once', () => {
  test.each([
    ['this process alone', (pid: number) => pid],
    ['the whole group', (pid: number) => -pid],
  ])('sent to %s', async (_, target) => {
    using workspace = withFakeNx();
    const { child, nxPid, got } = await execInGroup(workspace.root, 'counts', 'counting');
    try {
      for (const [index, signal] of [...SIGNALS, ...SIGNALS].entries()) {
        process.kill(target(child.pid!), signal);
        await waitUntil(
          () => got().length > index,
          10_000,
          () => `${signal} at nx: ${got().join()}`,
        );
      }
      child.stdin.end('end');
      const [code] = (await once(child, 'close')) as [number];
      expect(got()).toEqual([...SIGNALS, ...SIGNALS]);
      expect(code).toBe(0);
    } finally {
      killAll([child.pid!, nxPid]);
    }
    await expectNothingRuns(workspace.root);
  });

  testInTerminal('Ctrl-C and the terminal itself', async () => {
    using workspace = withFakeNx();
    const run = `exec ${process.execPath} ${pluginHostBin} exec --root ${workspace.root} -- nx`;
    const terminal = spawn('script', ['-qec', `${run} counts`, '/dev/null'], { cwd: workspace.root });
    let shown = '';
    terminal.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
    try {
      await waitUntil(
        () => shown.includes('counting'),
        20_000,
        () => `the start of nx: ${shown}`,
      );
      terminal.stdin.write('\x03');
      await waitUntil(
        () => shown.includes('got'),
        10_000,
        () => `Ctrl-C at nx: ${shown}`,
      );
      terminal.stdin.write('end\n');
      const [code] = (await once(terminal, 'close')) as [number];
      expect(shown.match(/got/g)).toHaveLength(1);
      expect(code).toBe(0);
    } finally {
      terminal.kill('SIGKILL');
    }
    const { stdout } = spawnSync('script', ['-qec', `${run} shows`, '/dev/null'], { encoding: 'utf8' });
    expect(stdout).toMatch('"terminals":[true,true,true]');
    await expectNothingRuns(workspace.root);
  });
});

describe('B11 exec is killed with SIGKILL', () => {
  test.each(['waits', 'resists'])('an nx that %s is gone', async (command) => {
    using workspace = withFakeNx();
    await using exec = new Script([pluginHostBin, 'exec', '--', 'nx', command], { cwd: workspace.root });
    const nxPid = Number(await exec.line('waiting'));
    exec.child.kill('SIGKILL');
    await waitUntilGone([nxPid], 25_000);
    await expectNothingRuns(workspace.root);
  });
});
