import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { pluginHostBin } from '../../tools/process/repository';
import { createWorkspace, nxJsonOf, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli, Script, type Ending } from '../support/run';

const PLUGIN = './plugins/a.js';
const STACK_LINE = /^ {4}at /m;
const BYTE_ORDER_MARK = '\uFEFF';

let workspace: Workspace;
beforeAll(() => {
  workspace = createWorkspace({ plugins: [PLUGIN], files: { [PLUGIN]: pluginSource('a') } });
});
afterAll(() => workspace[Symbol.dispose]());

/** Runs the command line with a stream on a device that is full. */
async function runOnFullDevice(stream: 'stdout' | 'stderr', command: string): Promise<Ending> {
  const full = openSync('/dev/full', 'w');
  try {
    return await runCli(command.split(' '), { cwd: workspace.root, [stream]: full });
  } finally {
    closeSync(full);
  }
}

function projectsIn(text: string): string[] {
  return Object.keys((JSON.parse(text) as { graph: { nodes: object } }).graph.nodes).sort();
}

describe('stdout and stderr', () => {
  test.each(['graph', 'graph --json', 'plugins', `nodes ${PLUGIN} --json`, 'watch --json', 'stop'])(
    'stdout on a full device: %s ends with code 2 and a sentence',
    async (command) => {
      const { code, stderr } = await runOnFullDevice('stdout', command);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^error What was computed can't be written to stdout: ENOSPC: no space/m);
      expect(stderr).not.toMatch(STACK_LINE);
    },
  );

  test('stderr on a full device costs nothing', async () => {
    const ending = await runOnFullDevice('stderr', 'graph --json --verbose');
    expect(ending.code).toBe(0);
    expect(projectsIn(ending.stdout)).toEqual(['one', 'two']);
    expect(await runOnFullDevice('stderr', 'nodes ./nowhere.js')).toMatchObject({ code: 2 });
  });

  test.each(['graph --json', 'plugins'])('nobody reads stdout: %s ends without a word', async (command) => {
    await using cli = new Script([pluginHostBin, ...command.split(' ')], { cwd: workspace.root });
    cli.child.stdout!.destroy();
    const { code, stderr } = await cli.ended;
    expect(code).toBe(141);
    expect(stderr).not.toMatch(/EPIPE|^error|^ {4}at /m);
  });

  test("B41 what Nx's native code prints on descriptor 1 is not in the JSON", async () => {
    const env = { NX_NATIVE_LOGGING: 'trace' };
    const { stdout, stderr } = await runCli(['graph', '--json'], { cwd: workspace.root, env });
    expect(projectsIn(stdout)).toEqual(['one', 'two']);
    expect(stderr).toContain('nx::native');
  });
});

describe('graph --file', () => {
  test('a run that fails leaves no new file, and an old one as it was', async () => {
    using broken = createWorkspace({
      files: { 'nx.json': BYTE_ORDER_MARK + nxJsonOf([]), 'out/old.json': 'old' },
    });
    for (const file of ['out/old.json', 'out/new.json', 'made/new.json']) {
      const { code, stderr } = await runCli(['graph', '--file', file], { cwd: broken.root });
      expect(code).toBe(2);
      expect(stderr).toMatch(/^error \S+\/nx\.json:1:1: .* byte order mark.*\n$/);
    }
    expect(broken.read('out/old.json')).toBe('old');
    expect(readdirSync(broken.path('out'))).toEqual(['old.json']);
    expect(existsSync(broken.path('made'))).toBe(false);
  });

  test('a link stays a link, a mode stays, and no other file is left', async () => {
    workspace.write('out/target.json', 'old');
    chmodSync(workspace.path('out/target.json'), 0o640);
    symlinkSync('target.json', workspace.path('out/link.json'));
    symlinkSync('made.json', workspace.path('out/dangling.json'));
    for (const link of ['out/link.json', 'out/dangling.json']) {
      expect((await runCli(['graph', '--file', link], { cwd: workspace.root })).code).toBe(0);
      expect(lstatSync(workspace.path(link)).isSymbolicLink()).toBe(true);
      expect(projectsIn(workspace.read(link))).toEqual(['one', 'two']);
    }
    expect(lstatSync(workspace.path('out/target.json')).mode & 0o777).toBe(0o640);
    expect(readdirSync(workspace.path('out')).sort()).toEqual(
      ['dangling.json', 'link.json', 'made.json', 'target.json'].sort(),
    );
  });

  test('/dev/stdout is stdout, also with --json; /dev/full is full', async () => {
    const { root } = workspace;
    const both = await runCli(['graph', '--json', '--file', '/dev/stdout'], { cwd: root });
    expect(both.stdout.trim().split('\n').map(projectsIn)).toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ]);
    const full = await runCli(['graph', '--file', '/dev/full'], { cwd: root });
    expect(full).toMatchObject({ code: 2, stdout: '' });
    expect(full.stderr).toMatch(/^error The graph can't be written to \/dev\/full: ENOSPC: no space/m);
    expect(full.stderr).not.toMatch(STACK_LINE);
  });
});

/** What runs a program as a user who may write nowhere in the workspace. Permissions do not bind root. */
const AS_NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
const mayBeNobody =
  spawnSync(AS_NOBODY[0], [...AS_NOBODY.slice(1), process.execPath, pluginHostBin, '--version']).status === 0;
if (!mayBeNobody) console.warn('A read-only workspace is not tested here: it takes root, and setpriv.');

(mayBeNobody ? test : test.skip)(
  'a workspace in which nothing can be written: the graph, and a file that alone can be',
  () => {
    workspace.write('.nx/workspace-data/project-graph.lock', '');
    workspace.write('.nx/workspace-data/project-graph.json', '{}');
    workspace.write('closed/open.json', 'a much longer text than before');
    chmodSync(workspace.path(), 0o755);
    chmodSync(workspace.path('closed/open.json'), 0o666);
    const run = (...args: string[]) =>
      spawnSync(AS_NOBODY[0], [...AS_NOBODY.slice(1), process.execPath, pluginHostBin, ...args], {
        cwd: workspace.root,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HOME: '/nonexistent' },
      });
    const computed = run('graph', '--json', '--file', 'closed/open.json');
    expect(computed.status).toBe(0);
    expect(projectsIn(computed.stdout)).toEqual(['one', 'two']);
    expect(readFileSync(workspace.path('closed/open.json'), 'utf8')).toBe(computed.stdout);
    const refused = run('graph', '--file', 'closed/new.json');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toBe(
      `error The graph can't be written to ${workspace.path('closed/new.json')}: EACCES: permission denied. Choose another file with --file.\n`,
    );
  },
);
