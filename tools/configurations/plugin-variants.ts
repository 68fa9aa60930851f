import { manifestOf, PLUGIN, withPlugins, type Variant } from './variant';

const entry = (name: string, plugins: unknown, more: Partial<Variant> = {}): Variant => ({
  name: `plugins: ${name}`,
  ...more,
  files: { ...withPlugins(plugins), ...more.files },
});
const shown = (value: unknown) => JSON.stringify(value);
const PARTS = { 'plugins/parts.js': 'exports.generators = {};' };

/** The list of plugins in `nx.json`. */
export const PLUGIN_VARIANTS: Variant[] = [
  ...[null, [], '', false, 5, 'x', {}].map((value) => entry(shown(value), value)),
  ...[null, 5, '', ' ', [PLUGIN], {}, { plugin: null }, { plugin: '' }].map((value) =>
    entry(`an entry ${shown(value)}`, [PLUGIN, value]),
  ),
  ...[null, 5, 'x', [], { by: null }].map((options) =>
    entry(`options ${shown(options)}`, [{ plugin: PLUGIN, options }]),
  ),
  ...[null, '', 'libs/two/**', 5, {}, [], [''], ['!libs/two/**'], [null], ['libs/two/**', null]].map(
    (include) => entry(`include ${shown(include)}`, [{ plugin: PLUGIN, include }]),
  ),
  ...[null, '', 'libs/two/**', 5, {}, [], [''], ['!libs/two/**'], [null]].map((exclude) =>
    entry(`exclude ${shown(exclude)}`, [{ plugin: PLUGIN, exclude }]),
  ),
  entry('an entry with keys that nobody knows', [{ plugin: PLUGIN, nobody: 5 }]),
  entry('twice, with other options', [PLUGIN, { plugin: PLUGIN, options: { by: 'two' } }]),
  entry('without extension', ['./plugins/a']),
  entry('without extension, TypeScript', ['./plugins/typed']),
  entry('TypeScript', ['./plugins/typed.ts']),
  entry('a directory', ['./plugins/folder']),
  entry('a directory with a slash at its end', ['./plugins/folder/']),
  entry('a directory with a package.json', ['./plugins/main']),
  entry('a directory without an entry', ['./libs/one']),
  entry('an ES module', ['./plugins/module.mjs']),
  entry('a path without ./', ['plugins/a.js']),
  entry('a path that leads up and back', ['./plugins/../plugins/a.js']),
  entry('a file: URL', ['file://./plugins/a.js']),
  entry('a module of node', ['node:path']),
  entry('a package', ['@nx/eslint/plugin']),
  entry('a package, its root', ['@nx/js']),
  entry('a package, a subpath that it does not export', ['@nx/js/nowhere']),
  entry('a package that is missing', ['@acme/nowhere']),
  entry('a file that is missing', ['./plugins/nowhere.js']),
  entry('a path of the root tsconfig', ['@acme/typed'], {
    files: {
      'tsconfig.base.json': { compilerOptions: { paths: { '@acme/typed': ['packages/four/typed.ts'] } } },
      'packages/four/typed.ts':
        'export const createMetadata = () => ({ one: { metadata: { description: "m" } } });',
    },
  }),
  entry('a package of the workspace', ['four'], {
    files: {
      'packages/four/package.json': manifestOf('four'),
    },
  }),
  entry('generators alone', [PLUGIN, './plugins/parts.js'], { files: PARTS }),
  entry('a .json', [PLUGIN, './plugins/parts.json'], {
    files: { 'plugins/parts.json': '{ "generators": {} }' },
  }),
  entry('exports a function', [PLUGIN, './plugins/odd.js'], {
    files: { 'plugins/odd.js': 'module.exports = () => {};' },
  }),
  entry('exports null', [PLUGIN, './plugins/odd.js'], {
    files: { 'plugins/odd.js': 'module.exports = null;' },
  }),
  entry('exports a number', [PLUGIN, './plugins/odd.js'], {
    files: { 'plugins/odd.js': 'module.exports = 5;' },
  }),
  entry('an empty file', [PLUGIN, './plugins/odd.js'], { files: { 'plugins/odd.js': '' } }),
  entry('a hook of the wrong type', [PLUGIN, './plugins/odd.js'], {
    files: { 'plugins/odd.js': 'exports.createNodes = 5;' },
  }),
  entry('a hook that is null', [PLUGIN, './plugins/odd.js'], {
    files: { 'plugins/odd.js': 'exports.createNodes = null; exports.createMetadata = undefined;' },
  }),
  entry('createNodesV2 alone', ['./plugins/odd.js'], {
    files: {
      'plugins/odd.js':
        "exports.createNodesV2 = ['**/component.json', (files) => files.map((file) => [file, {}])];",
    },
  }),
  entry('createNodes that takes one file', ['./plugins/odd.js'], {
    files: {
      'plugins/odd.js':
        "exports.createNodes = ['**/component.json', (file) => ({ projects: { [file.slice(0, 8)]: {} } })];",
    },
  }),
  entry('a pattern of the wrong type', ['./plugins/odd.js'], {
    files: { 'plugins/odd.js': 'exports.createNodes = [5, () => []];' },
  }),
];
