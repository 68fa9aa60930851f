import { NX_JSON, PLUGIN, withPlugins, type Variant } from './variant';

const BOM = '\uFEFF';
const text = JSON.stringify({ ...NX_JSON, plugins: [PLUGIN] });
const nxJson = (content: string | object | null): Variant['files'] => ({ 'nx.json': content });
const extending = (base: unknown, more: Variant['files'] = {}): Variant['files'] => ({
  'nx.json': { ...NX_JSON, extends: base },
  ...more,
});
const preset = { plugins: [PLUGIN], targetDefaults: { a: { cache: true } } };

/** The form of `nx.json` as a whole, what it extends, and its keys beside `plugins`. */
export const NX_JSON_VARIANTS: Variant[] = [
  { name: 'nx.json: as it should be', files: nxJson(text) },
  { name: 'nx.json: none', files: nxJson(null) },
  { name: 'nx.json: {}', files: nxJson('{}') },
  { name: 'nx.json: with a byte order mark', files: nxJson(BOM + text) },
  { name: 'nx.json: with a byte order mark and comments', files: nxJson(`${BOM}// one\n${text}`) },
  { name: 'nx.json: an empty file', files: nxJson('') },
  { name: 'nx.json: white space', files: nxJson(' \n') },
  { name: 'nx.json: a comment alone', files: nxJson('// nothing\n') },
  {
    name: 'nx.json: comments and trailing commas',
    files: nxJson(`// one\n${text.replace(']}', '/* two */,],}')}`),
  },
  {
    name: 'nx.json: CRLF',
    files: nxJson(JSON.stringify(JSON.parse(text), null, 2).replaceAll('\n', '\r\n')),
  },
  { name: 'nx.json: cut off', files: nxJson(text.slice(0, -2)) },
  { name: 'nx.json: words after its end', files: nxJson(`${text}\n}`) },
  { name: 'nx.json: single quotes', files: nxJson(text.replaceAll('"', "'")) },
  { name: 'nx.json: a list', files: nxJson('[]') },
  { name: 'nx.json: a string', files: nxJson('"nx"') },
  { name: 'nx.json: a number', files: nxJson('5') },
  { name: 'nx.json: true', files: nxJson('true') },
  { name: 'nx.json: null', files: nxJson('null') },
  { name: 'nx.json: duplicate keys', files: nxJson(text.replace('{', '{ "plugins": ["./nowhere.js"],')) },
  {
    name: 'nx.json: a key __proto__',
    files: nxJson(text.replace('{', '{ "__proto__": { "plugins": ["./nowhere.js"] },')),
  },
  {
    name: 'nx.json: plugins in __proto__, with a comment',
    files: nxJson('{ "__proto__": { "plugins": ["./plugins/a.js"] } /**/ }'),
  },
  { name: 'nx.json: a directory', files: { 'nx.json': null, 'nx.json/a': '' } },
  { name: 'nx.json: a link that leads nowhere', files: nxJson(null), links: { 'nx.json': 'nowhere.json' } },
  {
    name: 'nx.json: a link to a file',
    files: { 'nx.json': null, 'real.json': text },
    links: { 'nx.json': 'real.json' },
  },
  { name: 'nx.json: Latin-1', files: nxJson(text.replace('{', '{ "x": "\\u00e9",')) },

  { name: 'extends: a file', files: extending('./base.json', { 'base.json': preset }) },
  { name: 'extends: a file without extension', files: extending('./base', { 'base.json': preset }) },
  {
    name: 'extends: a file with comments',
    files: extending('./base.json', { 'base.json': `// x\n${JSON.stringify(preset)}` }),
  },
  {
    name: 'extends: a file with a byte order mark',
    files: extending('./base.json', { 'base.json': BOM + JSON.stringify(preset) }),
  },
  { name: 'extends: a file that holds a list', files: extending('./base.json', { 'base.json': '[1]' }) },
  { name: 'extends: a file that holds null', files: extending('./base.json', { 'base.json': 'null' }) },
  { name: 'extends: an empty file', files: extending('./base.json', { 'base.json': '' }) },
  { name: 'extends: a preset of nx', files: extending('nx/presets/npm.json') },
  { name: 'extends: missing', files: extending('./nowhere.json') },
  { name: 'extends: a package that is missing', files: extending('@acme/nowhere/preset.json') },
  {
    name: 'extends: a chain',
    files: extending('./base.json', { 'base.json': { extends: './first.json' }, 'first.json': preset }),
  },
  { name: 'extends: itself', files: extending('./nx.json') },
  { name: 'extends: null', files: extending(null) },
  { name: 'extends: an empty string', files: extending('') },
  { name: 'extends: false', files: extending(false) },
  { name: 'extends: a number', files: extending(5) },
  { name: 'extends: a list', files: extending(['./base.json'], { 'base.json': preset }) },
  { name: 'extends: an absolute path of a preset in node_modules', files: extending('nx/presets/core.json') },
  {
    name: 'extends: own plugins go before those of the preset',
    files: { ...withPlugins(['./plugins/folder'], { extends: './base.json' }), 'base.json': preset },
  },
  {
    name: 'extends: own plugins null',
    files: { ...withPlugins(null, { extends: './base.json' }), 'base.json': preset },
  },

  ...[null, 'x', [], { a: 5 }].map((value) => ({
    name: `targetDefaults: ${JSON.stringify(value)}`,
    files: withPlugins([PLUGIN], { targetDefaults: value }),
  })),
  ...[null, 'x', { production: 'default' }].map((value) => ({
    name: `namedInputs: ${JSON.stringify(value)}`,
    files: withPlugins([PLUGIN], { namedInputs: value }),
  })),
  ...[null, { libsDir: 5 }].map((value) => ({
    name: `workspaceLayout: ${JSON.stringify(value)}`,
    files: withPlugins([PLUGIN], { workspaceLayout: value }),
  })),
  ...[null, 'x', { '@nx/js': { analyzeSourceFiles: false } }].map((value) => ({
    name: `pluginsConfig: ${JSON.stringify(value)}`,
    files: withPlugins([PLUGIN], { pluginsConfig: value }),
  })),
  {
    name: 'nx.json: keys that nobody knows',
    files: withPlugins([PLUGIN], { nobody: { knows: [1] }, $schema: 5 }),
  },
  {
    name: 'nx.json: other keys of wrong types',
    files: withPlugins([PLUGIN], {
      generators: 5,
      release: 'x',
      tasksRunnerOptions: [],
      sync: 5,
      parallel: 'many',
      affected: 5,
      defaultBase: {},
      cli: [],
    }),
  },
];
