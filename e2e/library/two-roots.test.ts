import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareGraphs, type GraphLike } from '../../tools/parity/compare-graphs';
import { computeNxGraph } from '../../tools/parity/compute-graphs';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { Script } from '../support/run';

const hostScript = join(__dirname, 'fixtures', 'two-roots-host.js');

function createRoot(name: string, project: string): Workspace {
  return createWorkspace({
    plugins: [{ plugin: './plugins/a.js', options: { of: name } }],
    files: {
      'plugins/a.js': pluginSource(name),
      [`libs/${project}/component.json`]: '{}',
      [`libs/${project}-npm/package.json`]: JSON.stringify({
        name: `${project}-npm`,
        dependencies: { nx: '*' },
      }),
      'package.json': '{ "name": "workspace", "workspaces": ["libs/*"] }',
    },
  });
}

async function expectNxGraph({ root, path }: Workspace): Promise<GraphLike> {
  const { graph, errors } = JSON.parse(readFileSync(path('ours.json'), 'utf8')) as {
    graph: GraphLike;
    errors: unknown[];
  };
  expect(errors).toEqual([]);
  expect(compareGraphs(await computeNxGraph(root, { isolatesPlugins: false }), graph)).toEqual([]);
  return graph;
}

test('two roots that share one installed nx, from a third directory: each its own graph, and a clean caller', async () => {
  using left = createRoot('left', 'apple');
  using right = createRoot('right', 'pear');
  await using script = new Script([hostScript, left.root, right.root], { cwd: tmpdir() });
  expect(await script.ended).toMatchObject({ code: 0, stderr: '' });
  const { before, after } = JSON.parse(await script.line('inventory')) as Record<string, unknown>;
  expect(after).toEqual(before);
  expect(Object.keys((await expectNxGraph(left)).nodes!).sort()).toEqual([
    'apple',
    'apple-npm',
    'one',
    'two',
  ]);
  expect(Object.keys((await expectNxGraph(right)).nodes!).sort()).toEqual(['one', 'pear', 'pear-npm', 'two']);
});
