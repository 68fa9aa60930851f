import { spawnSync } from 'node:child_process';
import { repositoryRoot } from '../../tools/process/repository';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { expectNothingRuns } from '../support/processes';
import { runCli } from '../support/run';

function onePlugin() {
  return createWorkspace({
    plugins: [{ plugin: './plugins/a.ts', options: { kind: 'any' } }],
    files: { 'plugins/a.ts': pluginSource('a', { createMetadata: '' }) },
  });
}

describe('the command line', () => {
  test('plugins --json: each plugin with its file, loader, hooks and process', async () => {
    using workspace = onePlugin();
    const { code, stdout, stderr } = await runCli(['plugins', '--json', '--root', workspace.root]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      root: workspace.root,
      nx: '23.2.1',
      plugins: [
        {
          plugin: './plugins/a.ts',
          index: 0,
          name: 'a',
          file: workspace.path('plugins/a.ts'),
          loader: { format: 'commonjs', reason: expect.stringMatching(/\w+/) as string },
          capabilities: { createNodes: '**/component.json', createMetadata: true },
          state: 'ready',
          pid: expect.any(Number) as number,
          rssBytes: expect.any(Number) as number,
          loadMs: expect.any(Number) as number,
        },
      ],
    });
    await expectNothingRuns(workspace.root);
  });

  test('nodes PLUGIN: what the plugin infers from each file', async () => {
    using workspace = onePlugin();
    const args = ['nodes', './plugins/a.ts', '--json', '--root', workspace.root];
    const all = await runCli(args);
    expect(all.code).toBe(0);
    const { plugin, name, results } = JSON.parse(all.stdout) as {
      plugin: string;
      name: string;
      results: { file: string }[];
    };
    expect({ plugin, name }).toEqual({ plugin: './plugins/a.ts', name: 'a' });
    expect(results.map(({ file }) => file)).toEqual(['libs/one/component.json', 'libs/two/component.json']);
    await expectNothingRuns(workspace.root);
  });

  test('nodes PLUGIN FILE: only that file; one that the plugin does not look at is refused', async () => {
    using workspace = onePlugin();
    const args = ['nodes', './plugins/a.ts', '--json', '--root', workspace.root];
    const one = await runCli([...args, 'libs/two/component.json']);
    expect(JSON.parse(one.stdout)).toMatchObject({
      results: [
        {
          file: 'libs/two/component.json',
          contribution: { projects: { 'libs/two': { targets: { a: { options: { kind: 'any' } } } } } },
        },
      ],
      errors: [],
    });
    const other = await runCli([...args, 'package.json']);
    expect(other).toMatchObject({ code: 2, stdout: '' });
    expect(other.stderr).toMatch(/does not look at package\.json.*\*\*\/component\.json/);
    await expectNothingRuns(workspace.root);
  });

  test('the root is found upwards from the cwd', async () => {
    using workspace = onePlugin();
    const { code, stdout } = await runCli(['graph', '--json'], { cwd: workspace.path('libs', 'one') });
    expect(code).toBe(0);
    expect(Object.keys((JSON.parse(stdout) as { graph: { nodes: object } }).graph.nodes).sort()).toEqual([
      'one',
      'two',
    ]);
  });

  test('--fresh leaves no directory behind, and gives the same graph', async () => {
    using workspace = onePlugin();
    using temp = createWorkspace();
    const env = { TMPDIR: temp.root };
    const [usual, fresh] = [
      await runCli(['graph', '--json'], { cwd: workspace.root }),
      await runCli(['graph', '--json', '--fresh'], { cwd: workspace.root, env }),
    ];
    expect(fresh).toMatchObject({ code: 0, stdout: usual.stdout });
    expect(spawnSync('ls', [temp.root], { encoding: 'utf8' }).stdout).not.toContain('plugin-host-fresh');
  });

  test('npx plugin-host finds the bin at the root of this repository', () => {
    const args = ['--no-install', 'plugin-host', '--version'];
    const { status, stdout } = spawnSync('npx', args, {
      cwd: repositoryRoot,
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });
});
