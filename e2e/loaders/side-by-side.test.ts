import { createPluginHost } from '@plugin-isolation/plugin-host';
import { createWorkspace } from '../support/create-workspace';

/** What each of them sees of what another one changes. */
const LOOKS_AROUND = `
const seen = {
  semver: require('semver').valid ? 'real' : require('semver').fake,
  structuredClone: typeof structuredClone,
  typescript: require('typescript').version,
  env: process.env.OF_A_PLUGIN ?? 'unset',
};
exports.createMetadata = (graph) =>
  Object.fromEntries(Object.keys(graph.nodes).map((name) => [name, { metadata: { [exports.name]: { ...seen, ...exports.own } } }]));
`;

const PLUGINS = {
  'plugins/patches-require.js': `
    const Module = require('node:module');
    const load = Module._load;
    Module._load = function (request, ...rest) {
      return request === 'semver' ? { fake: 'fake' } : load.call(this, request, ...rest);
    };
    exports.name = 'patches-require';`,
  'plugins/registers-ts-node.js': `
    require('ts-node').register({ transpileOnly: true, skipProject: true, compilerOptions: { target: 'es5', module: 'commonjs' } });
    exports.name = 'registers-ts-node';
    exports.own = require('./class.ts').described;`,
  'plugins/is-typescript.ts': `
    enum Kind { Own = 'is-typescript' }
    exports.name = Kind.Own;
    exports.own = require('./class').described;`,
  'plugins/deletes-a-global.js': `
    delete globalThis.structuredClone;
    process.env.OF_A_PLUGIN = 'set';
    exports.name = 'deletes-a-global';`,
  'plugins/other/has-another-typescript.js': `exports.name = 'has-another-typescript';`,
};

test('B52 plugins with conflicting transpilers, TypeScript versions and global patches work side by side', async () => {
  const sources = Object.entries(PLUGINS).map(([file, source]) => [file, source + LOOKS_AROUND]);
  using workspace = createWorkspace({
    plugins: Object.keys(PLUGINS).map((file) => `./${file}`),
    files: {
      ...(Object.fromEntries(sources) as Record<string, string>),
      'plugins/class.ts': `class Empty {}\nexport const described: object = { emitted: String(Empty).slice(0, 5) };`,
      'plugins/other/node_modules/typescript/package.json': '{ "name": "typescript", "version": "4.0.0" }',
      'plugins/other/node_modules/typescript/index.js': `exports.version = '4.0.0';`,
      'libs/one/project.json': '{ "name": "one" }',
    },
  });
  await using host = await createPluginHost({ root: workspace.root });
  const { graph, errors } = await host.computeProjectGraph();
  expect(errors).toEqual([]);
  const usual = {
    semver: 'real',
    structuredClone: 'function',
    typescript: expect.stringMatching(/^5\./) as string,
    env: 'unset',
  };
  expect(graph.nodes['one'].data['metadata']).toMatchObject({
    'patches-require': { ...usual, semver: 'fake' },
    'registers-ts-node': { ...usual, emitted: 'funct' },
    'is-typescript': { ...usual, emitted: 'class' },
    'deletes-a-global': { ...usual, structuredClone: 'undefined', env: 'set' },
    'has-another-typescript': { ...usual, typescript: '4.0.0' },
  });
});
