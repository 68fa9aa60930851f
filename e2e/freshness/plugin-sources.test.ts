import { createPluginHost, type PluginHost } from '@plugin-isolation/plugin-host';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { isGone } from '../support/processes';

const library = (says: string) => `export const says: string = '${says}';\n`;
const infers = (says: string) =>
  `export const createNodes = ['**/component.json', (files) => files.map((file) => [file, { projects: { [file.slice(0, file.lastIndexOf('/'))]: { name: file.split('/').at(-2), tags: [${says}] } } }])];`;

interface Kind {
  plugin: string;
  files: Record<string, string>;
  edited: string;
}

const KINDS: Record<string, Kind> = {
  'a TypeScript plugin, through tsconfig paths into a library that imports another': {
    plugin: './plugins/edited.ts',
    files: {
      'plugins/edited.ts': `import { says } from '@ws/near';\n${infers('says')}`,
      'libs/near/index.ts': `export { says } from '../far/index.js';`,
      'libs/far/index.ts': library('old'),
    },
    edited: 'libs/far/index.ts',
  },
  'a TypeScript plugin that is an ES module': {
    plugin: './plugins/edited.mts',
    files: {
      'plugins/edited.mts': `import { says } from './far.mjs';\nconst said = await Promise.resolve(says);\n${infers('said')}`,
      'plugins/far.mts': library('old'),
    },
    edited: 'plugins/far.mts',
  },
  'a JavaScript plugin that is an ES module': {
    plugin: './plugins/edited.mjs',
    files: {
      'plugins/edited.mjs': `import { says } from './far.mjs';\n${infers('says')}`,
      'plugins/far.mjs': library('old').replace(': string', ''),
    },
    edited: 'plugins/far.mjs',
  },
  'what a hook requires when it runs': {
    plugin: './plugins/edited.js',
    files: {
      'plugins/edited.js': infers(`require('./far.js').says`).replace('export const ', 'exports.'),
      'plugins/far.js': `exports.says = 'old';`,
    },
    edited: 'plugins/far.js',
  },
};

function workspaceOf({ plugin, files }: Kind): Workspace {
  return createWorkspace({
    plugins: [plugin, './plugins/other.js'],
    files: {
      ...files,
      'plugins/other.js': pluginSource('other'),
      'tsconfig.base.json': `{ "compilerOptions": { "module": "nodenext", "moduleResolution": "nodenext", "paths": { "@ws/*": ["./libs/*/index.ts"] } } }`,
    },
  });
}

async function askFor(host: PluginHost) {
  const { graph, errors } = await host.computeProjectGraph();
  expect(errors).toEqual([]);
  const [edited, other] = await host.status();
  return { tags: graph.nodes['one'].data['tags'], edited: edited.pid!, other: other.pid! };
}

test.each(Object.entries(KINDS))(
  'B61 %s is edited: the next graph uses it, and only that plugin has a new process',
  async (_, kind) => {
    using workspace = workspaceOf(kind);
    await using host = await createPluginHost({ root: workspace.root });
    // Written shortly before it was loaded, a file may count as changed once.
    await askFor(host);
    const before = await askFor(host);
    expect(before.tags).toEqual(['old']);
    expect(await askFor(host)).toEqual(before);
    workspace.write(kind.edited, kind.files[kind.edited].replace(`'old'`, `'new'`));
    const after = await askFor(host);
    expect(after).toEqual({ tags: ['new'], edited: expect.any(Number) as number, other: before.other });
    expect(after.edited).not.toBe(before.edited);
    expect(isGone(before.edited)).toBe(true);
    // Once the host knows what was loaded, the same content is no change.
    expect(await askFor(host)).toEqual(after);
    workspace.write(kind.edited, kind.files[kind.edited].replace(`'old'`, `'new'`));
    expect(await askFor(host)).toEqual(after);
  },
);

test('B61 a source that is saved once more while its new worker loads is in the next graph', async () => {
  const load = `
    const library = require('./library.js');
    if (library !== 'first') fs.writeFileSync('library.js', 'module.exports = "third";');`;
  using workspace = createWorkspace({
    plugins: ['./acme.js'],
    files: {
      'acme.js':
        pluginSource('acme', { load }) +
        `exports.createMetadata = async () => ({ one: { metadata: { description: library } } });`,
      'library.js': 'module.exports = "first";',
    },
  });
  await using host = await createPluginHost({ root: workspace.root });
  const says = async () => {
    const { graph, errors } = await host.computeProjectGraph();
    expect(errors).toEqual([]);
    return (graph.nodes['one'].data['metadata'] as { description: string }).description;
  };
  expect(await says()).toBe('first');
  workspace.write('library.js', 'module.exports = "second";');
  expect(await says()).toBe('third');
});
