import { join } from 'node:path';
import { pluginHostBin } from '../../tools/process/repository';
import { createWorkspace } from '../support/create-workspace';
import { expectNothingRuns } from '../support/processes';
import { runCli, runScript, type Ending } from '../support/run';
import { withFakeNx } from './fake-nx';

interface Shown {
  args: string[];
  cwd: string;
  env: Record<string, string>;
}

function shownBy({ stdout, stderr }: Ending): Shown {
  const [line] = stdout.split('\n').filter((each) => each.startsWith('shown '));
  if (!line) throw new Error(`nothing was shown: ${stdout}${stderr}`);
  return JSON.parse(line.slice('shown '.length)) as Shown;
}

describe('exec runs nx unchanged', () => {
  test('with its arguments, cwd and environment, and nothing of its own on stdout and stderr', async () => {
    using workspace = withFakeNx();
    const options = { cwd: workspace.path('libs/one'), env: { NX_DAEMON: 'true', OWN: ' a\nb' } };
    const args = ['shows', '--json', '--', '-x', '', 'ä *'];
    const plain = await runScript([workspace.path('node_modules/nx/bin/nx.js'), ...args], options);
    const ours = await runCli(['exec', '--', 'nx', ...args], options);
    expect(shownBy(ours)).toEqual(shownBy(plain));
    expect(shownBy(ours).args).toEqual(args.slice(1));
    expect(ours).toEqual({ ...plain, stdout: ours.stdout });
    await expectNothingRuns(workspace.root);
  });

  test.each([0, 1, 7, 130])('with its exit code %i', async (exitCode) => {
    using workspace = withFakeNx();
    const { code } = await runCli(['exec', '--', 'nx', 'exits', `${exitCode}`], { cwd: workspace.root });
    expect(code).toBe(exitCode);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL', 'SIGABRT', 'SIGUSR2'])(
    'and ends by %s where nx does',
    async (name) => {
      using workspace = withFakeNx();
      const { code, signal } = await runCli(['exec', '--', 'nx', 'kills', name], { cwd: workspace.root });
      expect({ code, signal }).toEqual({ code: null, signal: name });
    },
  );

  test('with the nx of .nx/installation', async () => {
    using workspace = withFakeNx('.nx/installation/node_modules/nx');
    const { code } = await runCli(['exec', '--', 'nx', 'exits', '7'], { cwd: workspace.root });
    expect(code).toBe(7);
  });

  test('in the root that is given, where that is not found from the cwd', async () => {
    using workspace = withFakeNx();
    using other = createWorkspace({ modules: 'none' });
    const cwdOf = async (cwd: string) =>
      shownBy(await runCli(['exec', '--root', workspace.root, '--', 'nx', 'shows'], { cwd })).cwd;
    expect(await cwdOf(other.root)).toBe(workspace.root);
    expect(await cwdOf(workspace.path('libs'))).toBe(workspace.path('libs'));
  });

  test('and says so, and why, with --verbose', async () => {
    using workspace = withFakeNx();
    const { stderr } = await runCli(['exec', '--verbose', '--', 'nx', 'exits', '0'], { cwd: workspace.root });
    expect(stderr).toBe(
      'nx runs unchanged: `nx exits 0` is not among the commands of nx 23 that can take a graph.\n',
    );
  });
});

describe('exec refuses, before anything is started, with exit code 2 and one sentence', () => {
  test.each([
    ['no command', ['exec'], /given no command\. Write `plugin-host exec -- nx …`\./],
    ['another program', ['exec', '--', 'npx', 'nx', 'exits', '0'], /given "npx nx exits 0"/],
    ['a path', ['exec', '--', './node_modules/.bin/nx'], /nx and nothing else/],
    [
      '--json',
      ['exec', '--json', '--', 'nx', 'exits', '0'],
      /Give it to nx: `plugin-host exec -- nx … --json`/,
    ],
    ['another option', ['exec', '--fresh', '--', 'nx', 'exits', '0'], /unknown option '--fresh'/],
    [
      'a root that is none',
      ['exec', '--root', '/nowhere', '--', 'nx', 'exits', '0'],
      /no directory \/nowhere/,
    ],
  ])('%s', async (_, args, sentence) => {
    using workspace = withFakeNx();
    const { code, stdout, stderr } = await runCli(args, { cwd: workspace.root });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
  });

  test('no workspace, no nx', async () => {
    using workspace = createWorkspace({ modules: 'none' });
    const args = ['exec', '--', 'nx', 'exits', '0'];
    expect(await runCli(args, { cwd: join(workspace.root, '..') })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching('There is no nx.json in') as string,
    });
    expect(await runCli(args, { cwd: workspace.root })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching('No nx is installed in') as string,
    });
  });

  test('its help names what it does', async () => {
    const { stdout } = await runScript([pluginHostBin, 'exec', '--help']);
    expect(stdout).toMatch('plugin-host exec [options] -- nx …');
  });
});
