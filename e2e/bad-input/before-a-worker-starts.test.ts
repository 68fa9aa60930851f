import { existsSync, mkdirSync } from 'node:fs';
import { createWorkspace, type Workspace, type WorkspaceOptions } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { expectNothingRuns } from '../support/processes';
import { runCli } from '../support/run';

const STACK_LINE = /^ {4}at /m;
const files = {
  'plugins/a.js': pluginSource('a', { load: `fs.writeFileSync(path.join(process.cwd(), 'started'), '');` }),
};
const plugins = ['./plugins/a.js'];

/** Exit code 2, one sentence that has all `words`, no stack, no worker, and nothing left running. */
async function expectRefusal(
  workspace: Workspace,
  args: string[],
  words: (string | RegExp)[],
): Promise<void> {
  const { code, stdout, stderr } = await runCli(args, { cwd: workspace.root });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  for (const word of words) expect(stderr).toMatch(word);
  expect(stderr).not.toMatch(STACK_LINE);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(existsSync(workspace.path('started'))).toBe(false);
  await expectNothingRuns(workspace.root);
}

interface Case extends WorkspaceOptions {
  name: string;
  words: (string | RegExp)[];
}

const cases: Case[] = [
  {
    name: 'broken JSON: line and column',
    nxJson: '{\n  "plugins": [\n    "./plugins/a.js"\n  }\n}\n',
    words: ['nx.json:4:3', 'not valid JSON'],
  },
  { name: 'nx.json that holds null', nxJson: 'null', words: ['nx.json', 'must hold a JSON object'] },
  {
    name: 'nx.json with a byte order mark',
    nxJson: '\uFEFF{}',
    words: ['nx.json:1:1', 'byte order mark', 'Nx does not take'],
  },
  {
    name: 'an empty package.json in the root',
    files: { ...files, 'package.json': '' },
    words: ['/package.json:1:1', 'not valid JSON', 'Correct it there'],
  },
  {
    name: 'an entry of the wrong type',
    plugins: ['./plugins/a.js', 42],
    words: ['nx.json', '"plugins[1]"', 'must be a plugin name or an object', 'but is 42'],
  },
  {
    name: 'an entry with include of the wrong type',
    plugins: [{ plugin: './plugins/a.js', include: 'libs/**' }],
    words: ['"plugins[0]".include', 'must be an array of globs', 'libs/**'],
  },
  { name: 'plugins of the wrong type', nxJson: '{ "plugins": {} }', words: ['"plugins" must be an array'] },
  {
    name: 'extends that is nowhere',
    nxJson: '{ "extends": "./base.json" }',
    words: ['"extends" names "./base.json"', "can't be found"],
  },
  {
    name: 'plugin-host.json with broken JSON: line and column',
    files: { ...files, 'plugin-host.json': '{\n  "timeouts" {}\n}' },
    words: ['plugin-host.json:2:14', 'not valid JSON'],
  },
  {
    name: 'plugin-host.json with an unknown setting',
    files: { ...files, 'plugin-host.json': '{ "timeout": 1 }' },
    words: ['plugin-host.json', 'no setting "timeout"', 'known here are', 'timeouts'],
  },
  {
    name: 'no nx in the workspace',
    plugins,
    files,
    modules: 'none',
    words: ['No nx is installed in', /npm install .*nx/],
  },
  {
    name: "Yarn Plug'n'Play, in a process that yarn did not start",
    plugins,
    files: { ...files, '.pnp.cjs': '' },
    modules: 'none',
    words: ["uses Yarn Plug'n'Play", 'not started by yarn', /`yarn plugin-host/],
  },
  {
    name: 'an unsupported Nx major',
    plugins,
    modules: 'none',
    files: { ...files, 'node_modules/nx/package.json': '{ "name": "nx", "version": "19.0.0" }' },
    words: ['nx 19.0.0', 'not supported', /Supported major versions: 20, 21, 22, 23, 24\./],
  },
  {
    name: 'an Nx newer than the supported majors',
    plugins,
    modules: 'none',
    files: { ...files, 'node_modules/nx/package.json': '{ "name": "nx", "version": "25.0.0" }' },
    words: ['nx 25.0.0', 'not supported', /Supported major versions: 20, 21, 22, 23, 24\./],
  },
  {
    name: 'an Nx of a supported major whose internals are elsewhere',
    plugins,
    modules: 'none',
    files: {
      ...files,
      'node_modules/nx/package.json': '{ "name": "nx", "version": "23.9.0" }',
      'node_modules/nx/dist/src/config/nx-json.js': '',
    },
    words: ['nx 23.9.0', 'does not have the internals', 'utils/workspace-context.js', 'newer plugin-host'],
  },
];

describe('bad input before a worker starts', () => {
  test.each(cases)('$name', async ({ words, ...options }) => {
    using workspace = createWorkspace({ files, ...options });
    await expectRefusal(workspace, ['graph'], words);
  });

  test.each(['graph', 'plugins', 'nodes'])('no nx.json: %s', async (command) => {
    using workspace = createWorkspace({ plugins, files });
    mkdirSync(workspace.path('empty'));
    const args = command === 'nodes' ? ['nodes', 'a'] : [command];
    await expectRefusal(workspace, [...args, '--root', 'empty'], ['no nx.json in', 'empty', '--root']);
  });

  test('a root that is no directory', async () => {
    using workspace = createWorkspace({ plugins, files });
    await expectRefusal(
      workspace,
      ['graph', '--root', 'nowhere'],
      ['no directory', workspace.path('nowhere'), '--root'],
    );
  });

  test.each([
    ['a directory', 'libs', 'it is a directory'],
    ['below a file', 'package.json/graph.json', /ENOTDIR|EEXIST/],
    ['where nobody may write', '/proc/graph.json', /ENOENT|EACCES|EPERM/],
  ])("an output file that can't be written: %s", async (_, file, why) => {
    using workspace = createWorkspace({ plugins, files });
    await expectRefusal(workspace, ['graph', '--file', file], ["can't be written to", file, why]);
  });

  test('a plugin that nx.json does not list: nodes', async () => {
    using workspace = createWorkspace({ plugins, files });
    await expectRefusal(workspace, ['nodes', 'b'], ['lists no plugin "b"', './plugins/a.js']);
  });
});

describe('arguments', () => {
  test.each([
    ['an unknown command', ['grph'], "unknown command 'grph'"],
    ['an unknown option', ['graph', '--quick'], "unknown option '--quick'"],
    ['a missing argument', ['nodes'], "missing required argument 'plugin'"],
    ['an option without its value', ['graph', '--file'], 'argument missing'],
  ])('%s: exit code 2', async (_, args, words) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).toContain('--help');
    expect(stderr).not.toMatch(STACK_LINE);
  });

  test.each([[['--help']], [['graph', '--help']], [['--version']]])(
    '%j: exit code 0, on stdout',
    async (args) => {
      const { code, stdout, stderr } = await runCli(args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).not.toBe('');
    },
  );
});
