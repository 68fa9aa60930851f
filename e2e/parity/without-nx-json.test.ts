import { createPluginHost } from '@plugin-isolation/plugin-host';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { compareGraphs, type GraphLike } from '../../tools/parity/compare-graphs';
import { computeNxGraph, graphOf } from '../../tools/parity/compute-graphs';
import { repositoryRoot } from '../../tools/process/repository';
import { createWorkspace, nxJsonOf, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli } from '../support/run';

/** Packages, one of which depends on the other, and a project; an nx of its own in one of them is no root. */
function createBareWorkspace(): Workspace {
  const workspace = createWorkspace({
    files: {
      'package.json': '{ "name": "workspace", "private": true, "workspaces": ["packages/*"] }',
      'packages/a/package.json': '{ "name": "a", "version": "1.0.0", "scripts": { "test": "true" } }',
      'packages/b/package.json': '{ "name": "b", "version": "1.0.0", "dependencies": { "a": "1.0.0" } }',
      'apps/c/project.json': '{ "name": "c", "targets": { "build": { "command": "true" } } }',
      'plugin.js': pluginSource('acme'),
      '.gitignore': 'node_modules\n.nx\n',
    },
  });
  workspace.remove('nx.json');
  mkdirSync(workspace.path('packages/a/node_modules'));
  symlinkSync(join(repositoryRoot, 'node_modules/nx'), workspace.path('packages/a/node_modules/nx'));
  return workspace;
}

test('a workspace without nx.json: root and graph are those of nx, and an nx.json may come and go', async () => {
  using workspace = createBareWorkspace();
  const reference = await computeNxGraph(workspace.root, { isolatesPlugins: false });
  expect(Object.keys(reference.nodes!).sort()).toEqual(['a', 'b', 'c']);

  const file = workspace.path('.nx/graph.json');
  const { code, stdout } = await runCli(['graph', '--file', file], { cwd: workspace.path('packages/a') });
  expect({ code, stdout }).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(workspace.root) as string,
  });
  expect(compareGraphs(reference, graphOf(readFileSync(file, 'utf8')))).toEqual([]);

  await using host = await createPluginHost({ root: workspace.root });
  const compute = async () => {
    const { graph, sourceMaps, errors } = await host.computeProjectGraph();
    expect(errors).toEqual([]);
    return { ...graph, sourceMaps } as unknown as GraphLike;
  };
  expect(compareGraphs(reference, await compute())).toEqual([]);
  workspace.write('nx.json', nxJsonOf(['./plugin.js']));
  expect(Object.keys((await compute()).nodes!).sort()).toEqual(['a', 'b', 'c', 'one', 'two']);
  expect(await host.status()).toHaveLength(1);
  workspace.remove('nx.json');
  expect(compareGraphs(reference, await compute())).toEqual([]);
  expect(await host.status()).toEqual([]);
}, 60_000);

test('a folder that is no root to nx is refused, with the root that nx finds from there', async () => {
  using workspace = createBareWorkspace();
  const { code, stderr } = await runCli(['graph', '--root', 'packages/a'], { cwd: workspace.root });
  expect(code).toBe(2);
  expect(stderr).toContain(`Nx finds the root ${workspace.root} from there: give that one with --root.`);
});
