import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { expectNothingRuns } from '../support/processes';
import { runCli, type Ending } from '../support/run';

interface Written {
  graph: { nodes: Record<string, { data: { targets: Record<string, unknown> } }> };
  errors: { plugin: string; hook: string; code: string; message: string }[];
}

interface Case {
  name: string;
  /** Entry of nx.json. */
  plugin: string;
  source?: string;
  hook: string;
  code: string;
  words: (string | RegExp)[];
}

const cases: Case[] = [
  {
    name: "a package that can't be found",
    plugin: '@acme/nowhere',
    hook: 'resolve',
    code: 'PLUGIN_NOT_FOUND',
    words: ['"@acme/nowhere"', "can't be found", /looked for in \S+\/node_modules/, 'tsconfig', 'nx.json'],
  },
  {
    name: "a file that can't be found",
    plugin: './plugins/nowhere.ts',
    hook: 'resolve',
    code: 'PLUGIN_NOT_FOUND',
    words: ['"./plugins/nowhere.ts"', /looked for in \S+\/plugins\/nowhere\.ts/],
  },
  {
    name: 'a TypeScript plugin with a syntax error: file and line',
    plugin: './plugins/syntax.ts',
    source: 'const first = 1;\n\nexport const createNodes = [[;\n',
    hook: 'load',
    code: 'PLUGIN_LOAD_FAILED',
    words: [/plugins\/syntax\.ts:3/],
  },
  {
    name: 'a JavaScript plugin with a syntax error: file and line',
    plugin: './plugins/syntax.js',
    source: 'const first = 1;\n\nexports.createNodes = [[;\n',
    hook: 'load',
    code: 'PLUGIN_LOAD_FAILED',
    words: [/plugins\/syntax\.js:3/],
  },
  {
    name: 'a TypeScript ES module with a syntax error: file and line',
    plugin: './plugins/syntax.mts',
    source: 'const first: number = 1;\n\nexport const createNodes = [[;\n',
    hook: 'load',
    code: 'PLUGIN_LOAD_FAILED',
    words: [/plugins\/syntax\.mts:3/],
  },
  {
    // node tells the line of a broken ES module to a terminal only: it stands in no property of the error.
    name: 'a JavaScript ES module with a syntax error: file',
    plugin: './plugins/syntax.mjs',
    source: 'const first = 1;\n\nexport const createNodes = [[;\n',
    hook: 'load',
    code: 'PLUGIN_LOAD_FAILED',
    words: ['plugins/syntax.mjs', "Unexpected token ';'"],
  },
  {
    name: 'a plugin that throws while it loads',
    plugin: './plugins/throws.js',
    source: `throw Object.assign(new Error('no licence'), { code: 'E_LICENCE' });`,
    hook: 'load',
    code: 'PLUGIN_LOAD_FAILED',
    words: ['no licence'],
  },
  {
    name: 'a plugin that ends its process while it loads',
    plugin: './plugins/exits.js',
    source: `console.error('bye'); process.exit(3);`,
    hook: 'load',
    code: 'WORKER_EXITED',
    words: ['exited with code 3', 'load', 'bye'],
  },
  {
    name: 'a plugin whose createNodes throws',
    plugin: './plugins/no-nodes.js',
    source: pluginSource('no-nodes', { createNodes: `throw new Error('no component');` }),
    hook: 'createNodes',
    code: 'PLUGIN_HOOK_FAILED',
    words: ['no component'],
  },
  {
    name: 'a plugin whose createDependencies throws',
    plugin: './plugins/no-edges.js',
    source: pluginSource('no-edges', { createDependencies: `throw new Error('no edges')` }),
    hook: 'createDependencies',
    code: 'PLUGIN_HOOK_FAILED',
    words: ['no edges'],
  },
  {
    name: 'a plugin whose createMetadata throws',
    plugin: './plugins/no-metadata.js',
    source: pluginSource('no-metadata', { createMetadata: `throw new Error('no metadata')` }),
    hook: 'createMetadata',
    code: 'PLUGIN_HOOK_FAILED',
    words: ['no metadata'],
  },
];

test('one output has one name for a plugin, and says nothing false of it', async () => {
  const bad = './plugins/bad.js';
  using workspace = createWorkspace({
    plugins: [bad],
    files: {
      [bad]: pluginSource('what-bad-calls-itself', {
        createNodes: `console.log('asked'); throw new Error('no component');`,
        createMetadata: `throw new Error('no metadata');`,
      }),
    },
  });
  const { root } = workspace;
  const [nodes, graph] = await Promise.all([
    runCli(['nodes', bad, '--verbose'], { cwd: root }),
    runCli(['graph'], { cwd: root }),
  ]);
  expect(nodes).toMatchObject({ code: 1, stdout: '' });
  expect(nodes.stderr).toMatch(/^ {4}at .*bad\.js:/m);
  expect(nodes.stderr).toContain('Fix the plugin: its stack is above, and --inspect-brk');
  expect(graph.stderr).toContain(`[${bad}] asked\n`);
  expect(graph.stderr).toContain(`error ${bad} createMetadata: no metadata\n`);
  expect(graph.stdout).toMatch(/^ {2}plugin .* metadata .*\n {2}\.\/plugins\/bad\.js .* failed$/m);
  for (const { stdout, stderr } of [nodes, graph]) expect(stdout + stderr).not.toContain('calls-itself');
});

/** What the plugin's author has to fix; the rest is for who wrote nx.json, or for both. */
const isOfThePlugin = ({ code }: Case) => code === 'PLUGIN_HOOK_FAILED' || code === 'PLUGIN_LOAD_FAILED';

describe.each([
  ['by the fault of its source', true],
  ['for another reason', false],
])('B28 plugins that fail %s: the graph of the others, marked partial', (_, isTheirs) => {
  const failing = cases.filter((each) => isOfThePlugin(each) === isTheirs);
  let ending: Ending;
  let written: Written;

  beforeAll(async () => {
    const sources = failing.filter(({ source }) => source !== undefined);
    using workspace = createWorkspace({
      plugins: ['./plugins/first.js', ...failing.map(({ plugin }) => plugin), './plugins/last.js'],
      files: {
        'plugins/first.js': pluginSource('first'),
        'plugins/last.js': pluginSource('last'),
        ...Object.fromEntries(sources.map(({ plugin, source }) => [plugin, source!])),
      },
    });
    ending = await runCli(['graph', '--file', 'graph.json'], { cwd: workspace.root });
    written = JSON.parse(workspace.read('graph.json')) as Written;
    await expectNothingRuns(workspace.root);
  });

  test('the graph has all that the others gave, and says what to do', () => {
    expect(ending).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^Partial project graph/) as string,
    });
    expect(ending.stderr).not.toMatch(/^ {4}at |Plugin listed in/m);
    expect(ending.stderr.includes('Fix the plugin: --verbose shows its stack')).toBe(isTheirs);
    const { nodes } = written.graph;
    expect(Object.keys(nodes).sort()).toEqual(['one', 'two']);
    expect(nodes['one'].data.targets).toMatchObject({ first: {}, last: {} });
    expect(written.errors).toHaveLength(failing.length);
  });

  test.each(failing)('$name', ({ plugin, hook, code, words }) => {
    const errors = written.errors.filter((error) => error.plugin === plugin);
    expect(errors).toMatchObject([{ plugin, hook, code }]);
    for (const word of words) expect(errors[0].message).toMatch(word);
    expect(ending.stderr).toContain(`error ${plugin} ${hook}: ${errors[0].message}`);
  });
});

test('a hook that needs a temporary file, and TMPDIR is nowhere: the directory, and not the plugin, is to be put right', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/bad.js'],
    files: {
      'plugins/bad.js': pluginSource('bad', {
        createNodes: `fs.mkdtempSync(path.join(require('node:os').tmpdir(), 'mine-'));`,
      }),
    },
  });
  const env = { TMPDIR: '/proc/nowhere' };
  const { code, stderr } = await runCli(['graph'], { cwd: workspace.root, env });
  expect(code).toBe(1);
  const advice =
    'Make /proc/nowhere a directory that this user may write to, or name another one with TMPDIR.';
  expect(stderr).toContain(`\n${advice}\n`);
  expect(stderr).not.toContain('Fix the plugin');
});
