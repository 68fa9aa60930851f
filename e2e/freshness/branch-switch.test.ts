import { execFileSync } from 'node:child_process';
import { createPluginHost, type PluginHost } from '@plugin-isolation/plugin-host';
import { compareGraphs, type GraphLike } from '../../tools/parity/compare-graphs';
import { computeNxGraph } from '../../tools/parity/compute-graphs';
import { createWorkspace, nxJsonOf, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { isGone } from '../support/processes';

const CHECKOUTS = Number(process.env['B60_CHECKOUTS'] ?? 2);
const FILES = 1000;

const library = (says: string) => `exports.says = '${says}';`;
const imports = pluginSource('imports', { createNodes: `options = { says: require('./library.js').says };` });
const options = (by: string) => ({ plugin: './options.js', options: { by } });

interface Branch {
  plugins: unknown[];
  files: Record<string, string>;
}

/** What differs: plugins, options, a plugin's source, and 1,000 files that are created, edited or deleted. */
const BRANCHES: Record<'left' | 'right', Branch> = {
  left: {
    plugins: ['./kept.js', options('left'), './only-left.js', './imports.js'],
    files: { 'library.js': library('left'), ...manyFiles('left', 0) },
  },
  right: {
    plugins: ['./only-right.js', './imports.js', './kept.js', options('right')],
    files: { 'library.js': library('right'), ...manyFiles('right', FILES / 4) },
  },
};

/** Three quarters of them are on both branches, with another content. */
function manyFiles(of: string, from: number): Record<string, string> {
  const names = Array.from(
    { length: FILES * 0.75 },
    (_, index) => `libs/many-${(from + index) % 50}/file-${from + index}.ts`,
  );
  return Object.fromEntries(names.map((name) => [name, `export const of = '${of}';\n`]));
}

function git(workspace: Workspace, ...args: string[]): void {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...identity, ...args], { cwd: workspace.root, stdio: 'pipe' });
}

function createRepository(): Workspace {
  const files: Record<string, string> = { 'imports.js': imports, '.gitignore': 'node_modules\n.nx\n' };
  for (const name of ['kept', 'options', 'only-left', 'only-right']) files[`${name}.js`] = pluginSource(name);
  for (let index = 0; index < 50; index++) files[`libs/many-${index}/component.json`] = '{}';
  const workspace = createWorkspace({ files });
  git(workspace, 'init', '--quiet');
  for (const [name, { plugins, files }] of Object.entries(BRANCHES)) {
    git(workspace, 'checkout', '--quiet', '--orphan', name);
    workspace.write('nx.json', nxJsonOf(plugins));
    for (const [file, content] of Object.entries(files)) workspace.write(file, content);
    git(workspace, 'add', '--all');
    git(workspace, 'commit', '--quiet', '--message', name);
    for (const file of Object.keys(files)) workspace.remove(file);
  }
  git(workspace, 'checkout', '--quiet', '--force', 'left');
  return workspace;
}

async function askFor(host: PluginHost) {
  const { graph, sourceMaps, errors } = await host.computeProjectGraph();
  expect(errors).toEqual([]);
  const targets = graph.nodes['one'].data['targets'] as Record<string, { options: unknown }>;
  const workers = (await host.status()).map(({ name, pid }) => [name, pid!] as const);
  const pids = Object.fromEntries(workers) as Record<string, number>;
  const whole = { ...graph, sourceMaps } as unknown as GraphLike;
  return { targets, pids, whole };
}

test(
  `B60 B65 git checkout, then the graph asked for at once, ${CHECKOUTS} times: plugins, options, sources and ${FILES} files of that branch`,
  async () => {
    using workspace = createRepository();
    await using host = await createPluginHost({ root: workspace.root });
    let before = await askFor(host);
    for (let step = 1; step <= CHECKOUTS; step++) {
      const branch = step % 2 === 0 ? 'left' : 'right';
      git(workspace, 'checkout', '--quiet', branch);
      const after = await askFor(host);
      expect(Object.keys(after.targets).sort()).toEqual(['imports', 'kept', `only-${branch}`, 'options']);
      expect(after.targets['options'].options).toMatchObject({ by: branch });
      expect(after.targets['imports'].options).toMatchObject({ says: branch });
      const { kept, ...replaced } = before.pids;
      expect(after.pids['kept']).toBe(kept);
      expect(Object.values(replaced).every((pid) => isGone(pid))).toBe(true);
      if (step % 20 === 0 || step === CHECKOUTS)
        expect(
          compareGraphs(await computeNxGraph(workspace.root, { isolatesPlugins: false }), after.whole),
        ).toEqual([]);
      before = after;
    }
  },
  60_000 + CHECKOUTS * 10_000,
);
