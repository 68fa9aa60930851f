import { appendFileSync } from 'node:fs';
import { createPluginHost, type PluginHost } from '@plugin-isolation/plugin-host';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runScript } from '../support/run';

/** Says what Nx's index in its process and one that it makes itself have, and how many such indexes Nx has made. */
const asksItsIndex = `
const { globWithWorkspaceContext, hashWithWorkspaceContext } = require('nx/src/utils/workspace-context');
const { WorkspaceContext } = require('nx/src/native');
exports.createMetadata = async () => {
  const root = process.cwd();
  const files = await globWithWorkspaceContext(root, ['libs/**/*']);
  const kept = { files: files.sort(), hash: await hashWithWorkspaceContext(root, ['libs/**/*']) };
  const own = new WorkspaceContext(root, fs.mkdtempSync(path.join(root, '.nx-')));
  const made = { files: own.glob(['libs/**/*']).sort(), hash: own.hashFilesMatchingGlob(['libs/**/*']) };
  const count = performance.getEntriesByName('workspace context init').length;
  return { one: { metadata: { description: JSON.stringify({ kept, made, count }) } } };
};`;

/** What a new process with Nx takes for the hash of the same files. */
const HASH_BY_NX = `require('nx/src/utils/workspace-context').hashWithWorkspaceContext(process.cwd(), ['libs/**/*']).then(console.log)`;

interface Said {
  kept: { files: string[]; hash: string };
  made: { files: string[]; hash: string };
  count: number;
}

const workspace = () =>
  createWorkspace({
    plugins: ['./asks-its-index.js'],
    files: {
      'asks-its-index.js':
        pluginSource('asks', { createNodes: 'await exports.createMetadata();' }) + asksItsIndex,
      '.gitignore': 'node_modules\n.nx*\n',
    },
  });

async function indexOf(host: PluginHost) {
  const { graph, errors } = await host.computeProjectGraph();
  expect(errors).toEqual([]);
  const { description } = graph.nodes['one'].data['metadata'] as { description: string };
  return JSON.parse(description) as Said;
}

const CHANGES: Record<string, (it: Workspace) => void> = {
  created: ({ write }) => write('libs/one/deep/new.txt', 'new'),
  edited: ({ write }) => write('libs/one/deep/new.txt', 'edited'),
  'moved, all of a directory': ({ write, remove }) => {
    remove('libs/one/deep');
    write('libs/two/deep/new.txt', 'edited');
  },
  ignored: ({ path }) => appendFileSync(path('.gitignore'), 'deep\n'),
  'ignored by Nx alone': ({ write }) => write('.nxignore', 'libs/two/component.json\n'),
  'no longer ignored': ({ remove }) => remove('.nxignore'),
  deleted: ({ remove }) => remove('libs/two/component.json'),
};

test('B65 files that are created, edited, moved, ignored or deleted are in the index of a worker, which keeps it', async () => {
  using it = workspace();
  await using host = await createPluginHost({ root: it.root });
  let { made: before } = await indexOf(host);
  for (const change of Object.values(CHANGES)) {
    change(it);
    const { kept, made, count } = await indexOf(host);
    expect(kept).toEqual(made);
    expect(made).not.toEqual(before);
    expect(count).toBe(1);
    before = made;
  }
});

test.each(['createDependencies', 'createMetadata'])(
  'B65 the index of a worker whose plugin has nothing but %s is one of this graph, too',
  async (hook) => {
    using it = createWorkspace({
      plugins: ['./nodes.js', './asks-late.js'],
      files: {
        'nodes.js': pluginSource('nodes'),
        'asks-late.js': `
const { globWithWorkspaceContext } = require('nx/src/utils/workspace-context');
exports.${hook} = async () => {
  console.log('has', (await globWithWorkspaceContext(process.cwd(), ['libs/**/*'])).length);
  return ${hook === 'createMetadata' ? '{}' : '[]'};
};`,
      },
    });
    const said: string[] = [];
    await using host = await createPluginHost({ root: it.root, onLog: ({ line }) => void said.push(line) });
    await host.computeProjectGraph();
    it.write('libs/one/new.txt', 'new');
    await host.computeProjectGraph();
    expect(said).toEqual(['has 2', 'has 3']);
  },
);

test('B65 edits within one second are seen, one after the other, and a plain nx finds no stale hash of them', async () => {
  using it = workspace();
  // With this directory Nx keeps hashes between processes, by modification times in whole seconds.
  it.write('.nx/workspace-data/d', '');
  await using host = await createPluginHost({ root: it.root });
  const hashes = new Set<string>();
  for (let edit = 0; edit < 10; edit++) {
    it.write('libs/one/component.json', JSON.stringify({ edit }));
    const { kept, made } = await indexOf(host);
    expect(kept).toEqual(made);
    hashes.add(kept.hash);
  }
  expect(hashes.size).toBe(10);
  it.write('libs/one/component.json', '{ "edit": "last" }');
  const { stdout } = await runScript(['-e', HASH_BY_NX], { cwd: it.root, env: { NX_DAEMON: 'false' } });
  expect(hashes).not.toContain(stdout.trim());
});
