import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { pluginHostBin } from '../../tools/process/repository';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { testInTerminal } from '../support/in-terminal';
import { waitUntil } from '../support/processes';
import { runCli } from '../support/run';

const MANIFEST =
  '{\n    "name": "shop",\n    "scripts": {},\n    "devDependencies": {\n        "nx": "23.2.1"\n    }\n}\n';

const shop = (files: Record<string, string> = {}, modules?: 'none') =>
  createWorkspace({ files: { 'package.json': MANIFEST, ...files }, modules });

const init = (workspace: Workspace, ...args: string[]) => runCli(['init', ...args], { cwd: workspace.root });

describe('plugin-host init', () => {
  test('without a terminal and --yes it shows what it would change, changes nothing, and ends with 2', async () => {
    using workspace = shop();
    const { code, stdout, stderr } = await init(workspace);
    expect(code).toBe(2);
    expect(stdout).toContain('+ scripts: "nx": "plugin-host nx"');
    expect(stderr).toMatch(/^error Nothing was changed: .*--yes/);
    expect(workspace.read('package.json')).toBe(MANIFEST);
  });

  test('once, twice, and back to what was there, also from a folder below', async () => {
    using workspace = shop({ 'pnpm-lock.yaml': '' });
    const first = await runCli(['init', '--yes', '--settings'], { cwd: workspace.path('libs/one') });
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/run `pnpm install`.*pnpm-lock\.yaml/);
    expect(first.stdout).toContain('pnpm nx run-many');
    const after = workspace.read('package.json');
    expect(JSON.parse(after)).toMatchObject({
      scripts: { nx: 'plugin-host nx' },
      devDependencies: { '@plugin-isolation/plugin-host': '^0.1.0' },
    });
    expect(workspace.read('plugin-host.json')).toContain('"$schema"');

    const second = await init(workspace, '--settings');
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(second.stdout).toContain('Nothing has to be changed');
    expect(workspace.read('package.json')).toBe(after);

    const removed = await init(workspace, '--remove', '--yes');
    expect(removed).toMatchObject({ code: 0, stderr: '' });
    expect(workspace.read('package.json')).toBe(MANIFEST);
    expect(existsSync(workspace.path('plugin-host.json'))).toBe(false);
    expect((await init(workspace, '--remove')).stdout).toContain('Nothing has to be changed');
  });

  test('settings of the user and another script stay', async () => {
    const settings = '{ "memoryMiB": 500 }';
    const manifest = '{"scripts":{"nx":"nx"}}';
    using workspace = shop({ 'package.json': manifest, 'plugin-host.json': settings });
    const { stdout } = await init(workspace, '--yes', '--settings');
    expect(stdout).toContain('another script "nx" already: "nx"');
    const removal = await init(workspace, '--remove', '--yes');
    expect(removal.stdout).toContain('plugin-host.json has settings of yours, and stays.');
    expect(workspace.read('package.json')).toBe(manifest);
    expect(workspace.read('plugin-host.json')).toBe(settings);
  });

  test('--json prints plan and outcome, and asks nothing', async () => {
    using workspace = shop({ 'yarn.lock': '' });
    const planned = await init(workspace, '--json');
    expect(planned.code).toBe(2);
    expect(JSON.parse(planned.stdout)).toMatchObject({ isDone: false, packageManager: 'yarn', next: [] });
    const done = await init(workspace, '--json', '--yes');
    expect(done.code).toBe(0);
    const { isDone, changes, checks } = JSON.parse(done.stdout) as Record<string, unknown[]>;
    expect(isDone).toBe(true);
    expect(changes).toHaveLength(2);
    expect(checks).toContainEqual(expect.objectContaining({ check: 'nx', grade: 'good' }));
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'an nx in .nx/installation',
      { 'nx.json': '{ "installation": { "version": "23.2.1" } }' },
      /\.nx\/installation/,
    ],
    ['scripts that are a list', { 'package.json': '{ "scripts": [] }' }, /"scripts" must be an object/],
    ['a broken package.json', { 'package.json': '{' }, /package\.json:1:2: it is not valid JSON/],
  ])('%s: a sentence', async (_, files, words) => {
    using workspace = shop(files);
    const { code, stdout, stderr } = await init(workspace, '--yes');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(words);
  });

  test('no package.json: a sentence', async () => {
    using workspace = shop();
    workspace.remove('package.json');
    const { code, stderr } = await init(workspace, '--yes');
    expect(code).toBe(2);
    expect(stderr).toMatch(/There is no package\.json in .*npm init/);
  });

  test('nx is missing: nothing is changed', async () => {
    using workspace = shop({}, 'none');
    const { code, stdout, stderr } = await init(workspace, '--yes');
    expect(code).toBe(2);
    expect(stdout).toMatch(/✖ nx +No nx is installed in .*\n.*→ Install it there/);
    expect(stderr).toContain('Nothing was changed');
    expect(workspace.read('package.json')).toBe(MANIFEST);
  });

  testInTerminal.each([
    ['y', true],
    ['\r', false],
  ])('in a terminal it asks: %j', async (answer, isDone) => {
    using workspace = shop();
    const command = `exec ${process.execPath} ${pluginHostBin} init --root ${workspace.root}`;
    const terminal = spawn('script', ['-qec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
    let shown = '';
    terminal.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
    await waitUntil(
      () => shown.includes('(y/N)'),
      20_000,
      () => `the question. Shown: ${shown}`,
    );
    terminal.stdin.write(`${answer}\r`);
    const [code] = (await once(terminal, 'close')) as [number];
    expect(code).toBe(0);
    expect(workspace.read('package.json') !== MANIFEST).toBe(isDone);
    expect(shown).toContain(isDone ? 'npm install' : 'Nothing was changed.');
  });
});
