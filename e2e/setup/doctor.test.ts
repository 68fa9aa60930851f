import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { expectNothingRuns } from '../support/processes';
import { runCli } from '../support/run';

interface Finding {
  check: string;
  grade: 'good' | 'warning' | 'problem';
  found: string;
  todo?: string;
}

/** One place for sockets of its own, so that nothing of others is found there. */
function environmentIn(workspace: Workspace, env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  mkdirSync(workspace.path('tmp'), { recursive: true });
  return { PLUGIN_ISOLATION_SOCKET_DIRECTORY: workspace.path('tmp'), TMPDIR: workspace.path('tmp'), ...env };
}

async function examine(workspace: Workspace, env?: NodeJS.ProcessEnv) {
  const ran = await runCli(['doctor', '--json', '--root', workspace.root], {
    env: environmentIn(workspace, env),
  });
  const { findings } = JSON.parse(ran.stdout) as { findings: Finding[] };
  return { ...ran, findings, wrong: findings.filter(({ grade }) => grade !== 'good') };
}

const typeScript = `${pluginSource('team').replace(/const fs[^]*?exports/, 'declare const fs: any, path: any;\nexports')}`;

describe('plugin-host doctor', () => {
  test('a workspace with a TypeScript plugin, in which nothing is wrong; no plugin is loaded', async () => {
    using workspace = createWorkspace({
      plugins: ['./plugins/a.js', './plugins/team.ts'],
      files: {
        'plugins/a.js': pluginSource('a', {
          load: `fs.writeFileSync(path.join(process.cwd(), 'started'), '');`,
        }),
        'plugins/team.ts': typeScript,
      },
    });
    const { code, stderr, findings, wrong } = await examine(workspace);
    expect({ code, stderr, wrong }).toEqual({ code: 0, stderr: '', wrong: [] });
    const checks = [
      'node',
      'nx',
      'loaders',
      'typescript',
      'sockets',
      'limits',
      'leftovers',
      'settings',
      'reuse',
    ];
    expect([...new Set(findings.map(({ check }) => check))]).toEqual(checks);
    const texts = findings.map(({ found }) => found);
    expect(texts).toContain('./plugins/team.ts (plugins/team.ts) is loaded by @swc-node/register');
    expect(existsSync(workspace.path('started'))).toBe(false);
    await expectNothingRuns(workspace.root);
  });

  test('each thing that is wrong in a line, with what to do in the next; exit code 1', async () => {
    using workspace = createWorkspace({
      plugins: ['./plugins/gone.js', './plugins/team.ts'],
      files: { 'plugins/team.ts': typeScript, 'plugin-host.json': '{ "speed": 9 }' },
      modules: 'own',
    });
    const socketDirectory = workspace.path('tmp', `plugin-isolation-${userInfo().uid}`);
    mkdirSync(socketDirectory, { recursive: true, mode: 0o755 });
    const env = {
      ...environmentIn(workspace),
      PLUGIN_HOST_REUSES: 'never',
      NX_DAEMON: 'true',
      FORCE_COLOR: '0',
    };
    const { code, stdout } = await runCli(['doctor', '--root', workspace.root], { env });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✖ loaders +\.\/plugins\/gone\.js of nx\.json is not there.*\n +→ /m);
    expect(stdout).toMatch(
      /^✖ loaders .*nothing here can load that: @swc-node\/register is not installed.*\n +→ /m,
    );
    expect(stdout).toMatch(/^✖ settings .*no setting "speed".*\n +→ Correct it/m);
    expect(stdout).toMatch(/^! settings .*PLUGIN_HOST_REUSES\n +→ .*perhaps PLUGIN_HOST_REUSE is meant/m);
    expect(stdout).toMatch(/^! settings .*NX_DAEMON=true/m);
    expect(stdout).toMatch(/^! sockets .*open to others.*\n +→ /m);
    expect(stdout).toMatch(/: 3 things are wrong, and there are \d+ things to know\.\n$/);
  });

  test('what a plugin did that can not be seen is known to the next process, also to `graph --explain`', async () => {
    using workspace = createWorkspace({
      plugins: ['./plugins/a.js'],
      files: { 'plugins/a.js': pluginSource('a', { createNodes: `childProcess.execFileSync('true');` }) },
    });
    const env = environmentIn(workspace);
    await runCli(['graph'], { cwd: workspace.root, env });
    const { code, wrong } = await examine(workspace);
    expect(code).toBe(0);
    expect(wrong).toEqual([expect.objectContaining({ check: 'reuse', grade: 'warning' })]);
    expect(wrong[0].found).toMatch(/^\.\/plugins\/a\.js runs for each graph.*started another program, true$/);
    const explained = await runCli(['graph', '--explain'], { cwd: workspace.root, env });
    expect(explained.stdout).toContain('ran: the plugin started another program, true');
  });

  test('what killed processes have left is told, and stays', async () => {
    using workspace = createWorkspace();
    const left = [
      workspace.path('tmp', 'plugin-host-fresh-4194999-abc'),
      workspace.path('.nx/workspace-data/plugin-host-workers/4194999-unknown'),
    ];
    for (const path of left) mkdirSync(path, { recursive: true });
    writeFileSync(join(left[1], 'file'), '');
    const { wrong } = await examine(workspace);
    expect(wrong).toEqual([expect.objectContaining({ check: 'leftovers', grade: 'warning' })]);
    expect(left.filter((path) => !existsSync(path))).toEqual([]);
  });

  test('a folder that is no workspace: exit code 2', async () => {
    using workspace = createWorkspace();
    mkdirSync(workspace.path('empty'));
    const { code, stdout, stderr } = await runCli(['doctor', '--root', workspace.path('empty')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--root');
  });
});
