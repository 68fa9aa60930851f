import { symlinkSync } from 'node:fs';
import { createPluginHost, type PluginHost } from '@plugin-isolation/plugin-host';
import { repositoryRoot } from '../../tools/process/repository';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { installNextNx } from '../support/next-nx';
import { pluginSource } from '../support/plugin-source';
import { isGone } from '../support/processes';

const ROOT = '{ "name": "workspace", "private": true, "workspaces": ["packages/*"] }';
const OTHER = './plugins/other.js';

function workspaceWith(plugin: string, files: Record<string, string>): Workspace {
  const sources = {
    [OTHER.slice(2)]: pluginSource('other'),
    'tsconfig.base.json': '{}',
    'package.json': ROOT,
    ...files,
  };
  const workspace = createWorkspace({ plugins: [plugin, OTHER], files: sources, modules: 'own' });
  for (const name of ['@swc', '@swc-node', 'typescript'])
    symlinkSync(`${repositoryRoot}/node_modules/${name}`, workspace.path('node_modules', name));
  return workspace;
}

async function askFor(host: PluginHost) {
  const { graph, errors } = await host.computeProjectGraph();
  expect(errors).toEqual([]);
  const [edited, other] = await host.status();
  const targets = Object.keys(graph.nodes['one'].data['targets'] as object);
  return { targets, pid: edited.pid!, other: other.pid! };
}

interface Change {
  plugin: string;
  files: Record<string, string>;
  /** What `node_modules/acme` is a link to. */
  link?: string;
  change: (workspace: Workspace) => void;
  after: { targets: string[] };
}

const manifest = (main: string) => JSON.stringify({ name: 'acme', version: '1.0.0', main });
const acme = (directory: string, name: string, main = 'index.js') => ({
  [`${directory}/package.json`]: manifest(main),
  [`${directory}/${main}`]: pluginSource(name),
});
const write = (workspace: Workspace, files: Record<string, string>) => {
  for (const [file, content] of Object.entries(files)) workspace.write(file, content);
};

const CHANGES: Record<string, Change> = {
  'main of its package.json names another file': {
    plugin: 'acme',
    files: { ...acme('node_modules/acme', 'old'), 'node_modules/acme/new.js': pluginSource('new') },
    change: (workspace) => workspace.write('node_modules/acme/package.json', manifest('new.js')),
    after: { targets: ['new', 'other'] },
  },
  'its link in node_modules leads to another version, and the old one stays': {
    plugin: 'acme',
    files: { ...acme('store/1/node_modules/acme', 'old'), ...acme('store/2/node_modules/acme', 'new') },
    link: 'store/1/node_modules/acme',
    change: turnLink,
    after: { targets: ['new', 'other'] },
  },
  'a library that it requires is a link that leads to another version': {
    plugin: './plugins/edited.js',
    files: {
      'plugins/edited.js': pluginSource('edited', {
        createNodes: `return [[files[0], { projects: { 'libs/one': { targets: { [require('acme').name]: { command: 'true' } } } } }]];`,
      }),
      ...acme('store/1/node_modules/acme', 'old'),
      ...acme('store/2/node_modules/acme', 'new'),
    },
    link: 'store/1/node_modules/acme',
    change: turnLink,
    after: { targets: ['new', 'other'] },
  },
  'a package of its name appears before the project of the workspace': {
    plugin: 'acme',
    files: { ...acme('packages/acme', 'old'), 'packages/acme/project.json': buildTarget('index', 'js') },
    change: (workspace) => write(workspace, acme('node_modules/acme', 'new')),
    after: { targets: ['new', 'other'] },
  },
  'a build target of its project names another source': {
    plugin: 'acme',
    files: {
      ...acme('packages/acme', 'built'),
      'packages/acme/old.ts': pluginSource('old'),
      'packages/acme/new.ts': pluginSource('new'),
      'packages/acme/project.json': buildTarget('old'),
    },
    link: 'packages/acme',
    change: (workspace) => workspace.write('packages/acme/project.json', buildTarget('new')),
    after: { targets: ['new', 'other'] },
  },
  'a package.json appears beside its sources and says what they are': {
    plugin: './plugins/edited.js',
    files: {
      'typed/kind.js': 'globalThis.kind = typeof module;',
      'plugins/edited.js': pluginSource('edited', {
        load: `require('../typed/kind.js');`,
        createNodes: `return [[files[0], { projects: { 'libs/one': { targets: { ['module-is-' + kind]: { command: 'true' } } } } }]];`,
      }),
    },
    change: (workspace) => workspace.write('typed/package.json', '{ "type": "module" }'),
    after: { targets: ['module-is-undefined', 'other'] },
  },
};

function buildTarget(name: string, extension = 'ts'): string {
  const build = { executor: '@nx/js:tsc', options: { main: `packages/acme/${name}.${extension}` } };
  return JSON.stringify({ name: 'acme', targets: { build } });
}

function turnLink(workspace: Workspace): void {
  workspace.remove('node_modules/acme');
  symlinkSync(workspace.path('store/2/node_modules/acme'), workspace.path('node_modules/acme'));
}

test.each(Object.entries(CHANGES))(
  'B61 %s: the next graph uses it, and only that plugin has a new process',
  async (_, { plugin, files, link, change, after }) => {
    using workspace = workspaceWith(plugin, files);
    if (link) symlinkSync(workspace.path(link), workspace.path('node_modules/acme'));
    await using host = await createPluginHost({ root: workspace.root });
    // Written shortly before it was loaded, a file may count as changed once.
    await askFor(host);
    const before = await askFor(host);
    expect(await askFor(host)).toEqual(before);
    change(workspace);
    const changed = await askFor(host);
    expect(changed).toMatchObject({ ...after, other: before.other });
    expect(before).not.toMatchObject(after);
    expect(changed.pid).not.toBe(before.pid);
    expect(isGone(before.pid)).toBe(true);
    expect(await askFor(host)).toEqual(changed);
  },
);

test('invariant 7: another nx is installed under a running host: its process is replaced, and who asked notices nothing', async () => {
  using workspace = workspaceWith('./plugins/edited.js', { 'plugins/edited.js': pluginSource('edited') });
  await using host = await createPluginHost({ root: workspace.root });
  const before = await askFor(host);
  installNextNx(workspace);
  const [first, second] = await Promise.all([host.computeProjectGraph(), host.status()]);
  expect([first.errors, second.length]).toEqual([[], 2]);
  const after = await askFor(host);
  expect(after.targets).toEqual(before.targets);
  expect([before.pid, before.other].filter((pid) => !isGone(pid))).toEqual([]);
  expect(await askFor(host)).toEqual(after);
});
