import { manifestOf, PLUGIN, withPlugins, type Variant } from './variant';

const BOM = '\uFEFF';
const workspaces = ['packages/*'];
const file =
  (name: string) =>
  (what: string, content: string | object | null, more: Partial<Variant> = {}): Variant => ({
    name: `${name}: ${what}`,
    ...more,
    files: { ...more.files, [name]: content },
  });
const manifest = file('package.json');
const tsconfig = file('tsconfig.base.json');
const project = file('libs/three/project.json');
const inner = file('packages/four/package.json');
const settings = file('plugin-host.json');
const dotenv = file('.env');
const typed: Partial<Variant> = { files: withPlugins(['./plugins/typed.ts']) };
const right = { compilerOptions: { module: 'commonjs', paths: { '@acme/one': ['libs/one/index.ts'] } } };

const WITHOUT_OPTIONS = 'a configuration that says nothing has no paths, and everything else can be computed';
const NO_OPTIONS_NEEDED =
  'our loaders need no configuration: nx leaves the plugin to node, which can not strip an enum';

/** What stands beside `nx.json`. */
export const OTHER_VARIANTS: Variant[] = [
  manifest('none', null),
  manifest('an empty file', ''),
  manifest('{}', '{}'),
  manifest('broken', '{ "name": '),
  manifest('with a byte order mark', BOM + JSON.stringify(manifestOf('workspace', { workspaces }))),
  manifest('comments', `// x\n${JSON.stringify(manifestOf('workspace', { workspaces }))}`),
  manifest('a list', '[]'),
  manifest('null', 'null'),
  manifest('nx: {}', manifestOf('workspace', { nx: {} })),
  manifest('nx: null', manifestOf('workspace', { nx: null })),
  manifest('nx: 5', manifestOf('workspace', { nx: 5 })),
  manifest(
    'nx with a name and targets',
    manifestOf('workspace', { nx: { name: 'root', targets: { lint: { command: 'true' } } } }),
  ),
  manifest(
    'workspaces that are no list',
    manifestOf('workspace', {
      workspaces: 'packages/*',
    }),
  ),
  manifest('workspaces: null', manifestOf('workspace', { workspaces: null })),
  manifest('workspaces: 5', manifestOf('workspace', { workspaces: 5 })),
  manifest(
    'workspaces as an object',
    manifestOf('workspace', {
      workspaces: { packages: workspaces },
    }),
  ),
  manifest(
    'dependencies of wrong types',
    manifestOf('workspace', {
      workspaces,
      dependencies: 5,
      devDependencies: [],
      scripts: 'x',
    }),
  ),
  manifest('type module', manifestOf('workspace', { type: 'module', workspaces }), {
    files: withPlugins([]),
  }),

  tsconfig('none', null),
  tsconfig('tsconfig.json only', null, { files: { 'tsconfig.json': right } }),
  tsconfig('an empty file', ''),
  tsconfig('{}', '{}'),
  tsconfig('broken', '{ "compilerOptions": '),
  tsconfig('with a byte order mark', BOM + JSON.stringify(right)),
  tsconfig('comments and trailing commas', `// x\n${JSON.stringify(right).replace('}}}', '}},}')}`),
  tsconfig('null', 'null', { reason: WITHOUT_OPTIONS }),
  tsconfig('extends that is missing', { extends: './nowhere.json', ...right }),
  tsconfig('extends a file', { extends: './base.json' }, { files: { 'base.json': right } }),
  tsconfig('paths to nowhere', { compilerOptions: { paths: { '@acme/one': ['libs/nowhere/index.ts'] } } }),
  tsconfig('paths: null', { compilerOptions: { paths: null } }),
  tsconfig(
    'paths: null, with a plugin that is nowhere',
    { compilerOptions: { paths: null } },
    { files: withPlugins([PLUGIN, '@acme/nowhere']) },
  ),
  tsconfig('paths that are no lists', { compilerOptions: { paths: { '@acme/one': 'libs/one/index.ts' } } }),
  tsconfig('compilerOptions: null', { compilerOptions: null }),
  tsconfig('baseUrl', { compilerOptions: { baseUrl: 'libs', paths: { '@acme/one': ['one/index.ts'] } } }),
  tsconfig('none, with a plugin in TypeScript', null, { ...typed, reason: NO_OPTIONS_NEEDED }),
  tsconfig('an empty file, with a plugin in TypeScript', '', typed),
  tsconfig('broken, with a plugin in TypeScript', '{ "compilerOptions": ', typed),
  tsconfig('with a byte order mark, with a plugin in TypeScript', BOM + JSON.stringify(right), typed),
  tsconfig(
    'extends that is missing, with a plugin in TypeScript',
    { extends: './nowhere.json', ...right },
    typed,
  ),
  tsconfig('null, with a plugin in TypeScript', 'null', { ...typed, reason: WITHOUT_OPTIONS }),
  tsconfig(
    'options of wrong types, with a plugin in TypeScript',
    { compilerOptions: { target: 'nope', module: 5, paths: 5 } },
    typed,
  ),
  tsconfig('broken, with a plugin that is nowhere', '{ "compilerOptions": ', {
    files: withPlugins([PLUGIN, '@acme/nowhere']),
  }),
  tsconfig(
    'customConditions of wrong types, with a plugin in TypeScript',
    { compilerOptions: { customConditions: 'x' } },
    typed,
  ),

  project('an empty file', ''),
  project('broken', '{ "name": '),
  project('{}', '{}', { isIsolated: true }),
  project('null', 'null'),
  project('a list', '[]', { isIsolated: true }),
  project('with a byte order mark', `${BOM}{ "name": "three" }`),
  project('comments', '// x\n{ "name": "three", }'),
  project('targets: null', { name: 'three', targets: null }),
  project('a name that another project has', { name: 'two' }),
  inner('an empty file', ''),
  inner('broken', '{ "name": '),
  inner('without a name', '{}', { isIsolated: true }),
  inner('nx: null', manifestOf('four', { nx: null })),
  inner('with a byte order mark', BOM + JSON.stringify(manifestOf('four'))),

  {
    name: 'lerna.json: packages',
    files: {
      'package.json': manifestOf('workspace'),
      'lerna.json': { packages: ['packages/*'] },
    },
  },
  {
    name: 'lerna.json: broken',
    files: { 'package.json': manifestOf('workspace'), 'lerna.json': '{' },
  },
  {
    name: 'pnpm-workspace.yaml: packages',
    files: {
      'package.json': manifestOf('workspace'),
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
    },
  },
  {
    name: 'pnpm-workspace.yaml: broken',
    files: {
      'package.json': manifestOf('workspace'),
      'pnpm-workspace.yaml': 'packages: [',
    },
  },
  { name: '.nxignore: a project', files: { '.nxignore': 'libs/two\n' } },
  { name: '.gitignore: a project', files: { '.gitignore': 'libs/two\n' } },

  dotenv('a value', 'BY=dotenv\n'),
  dotenv('quotes, export, expansion', 'export A="x y"\nBY=${A}-${MISSING:-z}\n'),
  dotenv('lines without a value', 'BY\n=5\nno words\n\u0000'),
  dotenv('with a byte order mark', `${BOM}BY=dotenv\n`),
  dotenv('an expansion of itself', 'BY=$BY\n'),
  dotenv('a variable that is set', 'BY=dotenv\n', { env: { BY: 'environment' } }),
  dotenv('beside .env.local and .local.env', 'BY=3\nC=3\n', {
    files: { '.env.local': 'BY=2\n', '.local.env': 'A=1\n' },
  }),
  dotenv('a directory', null, { files: { '.env/a': '' } }),
  { name: 'NX_ADD_PLUGINS=false', env: { NX_ADD_PLUGINS: 'false' } },

  settings('{}', '{}', { expected: 'works' }),
  settings(
    'comments, trailing commas and a byte order mark',
    `${BOM}{ /* x */ "timeouts": { "loadMs": 60000, }, }`,
    { expected: 'works' },
  ),
  settings('an empty file', '', { expected: 'refused' }),
  settings('null', 'null', { expected: 'refused' }),
  settings('a list', '[]', { expected: 'refused' }),
  settings('broken', '{ "timeouts" {} }', { expected: 'refused' }),
  settings('an unknown key', { timeout: 5 }, { expected: 'refused' }),
  settings('a timeout of the wrong type', { timeouts: { loadMs: '1s' } }, { expected: 'refused' }),
  settings('plugins: null', { plugins: null }, { expected: 'refused' }),
  settings('a plugin that nx.json does not list', { plugins: { nobody: {} } }, { expected: 'refused' }),
  settings(
    'a plugin that it lists',
    { plugins: { [PLUGIN]: { timeouts: { hookMs: 60000 } } } },
    { expected: 'works' },
  ),
  settings('a key __proto__', '{ "__proto__": { "timeouts": 5 } }', { expected: 'refused' }),
  settings('a directory', null, { files: { 'plugin-host.json/a': '' }, expected: 'refused' }),
];
