import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli, Script } from '../support/run';

const returningHost = join(__dirname, '..', 'seed', 'fixtures', 'returning-host.js');

describe('B04 TMPDIR and the workspace path are 150 characters long, with multi-byte ones', () => {
  let short: string;
  let long: string;
  beforeAll(() => {
    short = realpathSync(mkdtempSync(join(tmpdir(), 'long-')));
    long = join(short, 'ワークスペース🚀'.repeat(5), 'né'.repeat(45));
    mkdirSync(long, { recursive: true });
  });
  afterAll(() => rmSync(short, { recursive: true, force: true }));

  const createLongWorkspace = () =>
    createWorkspace({
      parent: long,
      plugins: ['./plugins/one.js'],
      files: { 'plugins/one.js': pluginSource('one') },
    });

  it('the command line works without a setting', async () => {
    using workspace = createLongWorkspace();
    expect(workspace.root.startsWith(long) && workspace.root.length >= 150).toBe(true);
    const { code, stdout, stderr } = await runCli(['graph', '--json'], {
      cwd: workspace.root,
      env: { TMPDIR: long, XDG_RUNTIME_DIR: '' },
    });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { graph } = JSON.parse(stdout) as { graph: { nodes: object } };
    expect(Object.keys(graph.nodes).sort()).toEqual(['one', 'two']);
  });

  it('the library works without a setting', async () => {
    using workspace = createLongWorkspace();
    await using script = new Script([returningHost, workspace.root], {
      env: { TMPDIR: long, XDG_RUNTIME_DIR: '' },
    });
    expect(await script.ended).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(await script.line('result'))).toMatchObject({ projects: 2 });
  });
});
