import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { expectNothingRuns } from '../support/processes';
import { runCli, runScript, type RunOptions } from '../support/run';

const NX_BIN = 'node_modules/nx/dist/bin/nx.js';
/** Where plugins note each load: nx loads none where it takes our graph. */
const noted = `fs.appendFileSync(path.join(__dirname, 'loads'), process.argv[1] + '\\n');`;

function createProjects(): Workspace {
  return createWorkspace({
    plugins: ['./plugins/a.js'],
    files: {
      'plugins/a.js': pluginSource('a', { load: noted }),
      'libs/three/project.json':
        '{ "name": "three", "tags": ["x"], "projectType": "library", "targets": {} }',
      'libs/three/index.ts': 'export const three = 3;',
    },
  });
}

/** Plain nx, with plugins in its own process: isolating them takes it three times as long, for the same bytes. */
const PLAIN = { NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false' };

function runNx({ root, path }: Workspace, args: string[], { env }: RunOptions = {}) {
  return runScript([path(NX_BIN), ...args], { cwd: root, env: { ...PLAIN, ...env } });
}

function runExec({ root }: Workspace, args: string[], { env }: RunOptions = {}) {
  return runCli(['exec', '--verbose', '--', 'nx', ...args], { cwd: root, env });
}

const HANDED = 'nx takes the graph of plugin-host.';

/** The same bytes and the same code as plain nx, by our graph. */
async function expectSame(workspace: Workspace, args: string[]): Promise<string> {
  const loads = workspace.path('plugins/loads');
  const before = existsSync(loads) ? readFileSync(loads, 'utf8').length : 0;
  const ours = await runExec(workspace, args);
  expect(ours.stderr).toMatch(HANDED);
  const loadedBy = readFileSync(loads, 'utf8').slice(before);
  expect(loadedBy).toMatch(/^\S+plugin-worker\/dist\/entry\/main\.js\n$/);
  const plain = await runNx(workspace, args);
  expect({ code: ours.code, stdout: ours.stdout }).toEqual({ code: plain.code, stdout: plain.stdout });
  return ours.stdout;
}

describe('nx takes the graph of exec', () => {
  let workspace: Workspace;
  beforeAll(() => {
    workspace = createProjects();
  });
  afterAll(async () => {
    await expectNothingRuns(workspace.root);
    workspace[Symbol.dispose]();
  });

  test.each([
    ['show projects --projects=tag:x,one,two --with-target a --exclude one --sep ,'],
    ['show project one --json'],
    ['show target inputs one:a'],
    ['show target outputs one:a --json'],
  ])('nx %s: the same bytes', async (words) => {
    await expectSame(workspace, words.split(' '));
  });

  test("and leaves Nx's caches as good as its own: the next plain nx computes the same graph", async () => {
    const graphOfNx = async () => {
      await runNx(workspace, ['graph', '--file=graph.json']);
      return JSON.parse(workspace.read('graph.json')) as unknown;
    };
    workspace.remove('.nx');
    await runExec(workspace, ['show', 'projects']);
    const afterOurs = await graphOfNx();
    workspace.remove('.nx');
    expect(afterOurs).toEqual(await graphOfNx());
    workspace.remove('graph.json');
  });

  test('and follows what was added, deleted, renamed and edited, also in a plugin', async () => {
    const projects = async () =>
      (JSON.parse(await expectSame(workspace, ['show', 'projects', '--json'])) as string[]).sort();
    workspace.write('libs/four/component.json', '{}');
    workspace.remove('libs/one');
    renameSync(workspace.path('libs/two'), workspace.path('libs/too'));
    workspace.write('libs/three/project.json', '{ "name": "3" }');
    expect(await projects()).toEqual(['3', 'four', 'too']);
    workspace.write('plugins/a.js', pluginSource('edited', { load: noted }));
    expect(await expectSame(workspace, ['show', 'project', 'four', '--json'])).toMatch('"edited"');
  });

  test('and the variable for that reaches no process but this nx, and none at all where a command is not listed', async () => {
    using workspace = createProjects();
    workspace.write(
      'libs/three/project.json',
      '{ "name": "three", "targets": { "speak": { "command": "node -p 1" } } }',
    );
    const notes = workspace.path('notes');
    const preload = `--require=${join(__dirname, 'fixtures/notes-environment.js')}`;
    const env = { NODE_OPTIONS: preload, NOTES: notes };
    await runExec(workspace, ['show', 'projects'], { env });
    const reused = readFileSync(notes, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('true'));
    expect(reused).toEqual([expect.stringMatching(/^true \S+nx\.js show projects$/)]);
    workspace.remove('notes');
    const { code } = await runExec(workspace, ['run', 'three:speak'], {
      env: { ...env, ...PLAIN },
    });
    expect(code).toBe(0);
    expect(readFileSync(notes, 'utf8')).not.toMatch(/^(?!unset)./m);
  });
});

describe('exec hands over no graph', () => {
  test('that is partial: nx runs unchanged, and exec says why', async () => {
    using workspace = createProjects();
    workspace.write('plugins/a.js', pluginSource('a', { createNodes: 'throw new Error("no licence");' }));
    const plain = await runNx(workspace, ['show', 'projects']);
    const ours = await runExec(workspace, ['show', 'projects'], { env: PLAIN });
    expect(ours.stderr).toMatch(
      /plugin-host is partial \(\.\/plugins\/a\.js createNodes: .*no licence.*\): nx computes a graph of its own\./,
    );
    expect({ code: ours.code, stdout: ours.stdout }).toEqual({ code: plain.code, stdout: plain.stdout });
    expect(ours.stderr).not.toMatch(HANDED);
  });

  test('that could not be computed', async () => {
    using workspace = createProjects();
    workspace.write('nx.json', '{');
    const { code, stderr } = await runExec(workspace, ['show', 'projects'], { env: PLAIN });
    expect(stderr).toMatch(
      /could not compute the graph \(.*nx\.json:1:\d+.*\): nx computes a graph of its own\./,
    );
    expect(code).toBe((await runNx(workspace, ['show', 'projects'])).code);
  });
});
