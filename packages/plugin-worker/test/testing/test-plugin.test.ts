import { existsSync } from 'node:fs';
import { testPlugin, type TestedPlugin } from '../support/built-testing';
import { fixtures } from '../support/launch-fixture';

let plugin: TestedPlugin;
beforeAll(async () => {
  plugin = await testPlugin({
    plugin: './does-as-its-files-say.js',
    root: fixtures,
    options: { kind: 'any' },
    files: { 'shared.txt': 'shared' },
  });
});
afterAll(() => plugin.stop());

describe('infer', () => {
  test('gives what the plugin gave by file and by project, sorted, and what it printed', async () => {
    const inference = await plugin.infer({
      'b/second.do.json': [['give', 2]],
      'b/first.do.json': [
        ['give', 1],
        ['print', 'out'],
        ['warn', 'err'],
      ],
      'a/x.do.json': [['giveOptions']],
      'a/other.txt': '',
    });
    const of = (file: string, given: unknown) => ({
      metadata: { given },
      tags: [file],
      targets: { [file]: { command: 'true' } },
    });
    expect(inference).toEqual({
      files: ['a/x.do.json', 'b/first.do.json', 'b/second.do.json'],
      nodes: {
        'a/x.do.json': { projects: { a: of('a/x.do.json', { kind: 'any' }) } },
        'b/first.do.json': { projects: { b: of('b/first.do.json', 1) } },
        'b/second.do.json': { projects: { b: of('b/second.do.json', 2) } },
      },
      projects: {
        a: of('a/x.do.json', { kind: 'any' }),
        b: {
          metadata: { given: 2 },
          tags: ['b/first.do.json', 'b/second.do.json'],
          targets: { 'b/first.do.json': { command: 'true' }, 'b/second.do.json': { command: 'true' } },
        },
      },
      externalNodes: {},
      errors: [],
      logs: { stdout: ['loaded', 'out'], stderr: ['err'] },
      trace: {
        read: ['a/x.do.json', 'b/first.do.json', 'b/second.do.json'],
        looked: [],
        listed: [],
        missing: [],
        variables: [],
        queries: [],
        incomplete: [],
      },
    });
  });

  test('replaces the files of before; without files, it takes the workspace as it is', async () => {
    await plugin.infer({ 'a/x.do.json': [] });
    expect(plugin.workspace.files()).toEqual(['a/x.do.json', 'nx.json', 'shared.txt']);
    await plugin.infer({ 'b/x.do.json': [] });
    expect(plugin.workspace.files()).toEqual(['b/x.do.json', 'nx.json', 'shared.txt']);
    plugin.workspace.write({ 'c/x.do.json': '[]' });
    plugin.workspace.remove('b');
    expect((await plugin.infer()).files).toEqual(['c/x.do.json']);
    expect(plugin.workspace.read('c/x.do.json')).toBe('[]');
  });

  test('hands nx.json to the plugin, and obeys .gitignore as Nx does', async () => {
    const { files, projects } = await plugin.infer({
      'nx.json': { defaultBase: 'trunk' },
      '.gitignore': 'ignored\n',
      'ignored/x.do.json': [],
      'a/x.do.json': [['giveNxJson']],
    });
    expect(files).toEqual(['a/x.do.json']);
    expect(projects['a'].metadata).toEqual({ given: { defaultBase: 'trunk' } });
  });

  test('a plugin that no file matches is not called', async () => {
    const { files, nodes, projects, logs } = await plugin.infer({ 'a.txt': '' });
    expect({ files, nodes, projects, logs }).toEqual({
      files: [],
      nodes: {},
      projects: {},
      logs: { stdout: [], stderr: [] },
    });
  });

  test('has no absolute path: the workspace has a name instead', async () => {
    const { projects, errors } = await plugin.infer({ 'a/x.do.json': [['giveRoot']] });
    expect(errors).toEqual([]);
    expect(projects['a'].metadata).toEqual({
      given: {
        root: '<workspace>',
        inside: 'cd <workspace>/libs && ls',
        other: `${plugin.workspace.root}-2`,
      },
    });
    const failed = await plugin.infer({ 'a/x.do.json': [['throw', 'no ROOT/libs']] });
    expect(failed.errors).toEqual([{ name: 'TypeError', message: 'no <workspace>/libs' }]);
    expect(failed.errors[0].error.stack).toContain('does-as-its-files-say.js:');
  });

  test('runs without the variables of an Nx that runs the tests, and with those of `env`', async () => {
    process.env['NX_TASK_TARGET_PROJECT'] = 'tests';
    try {
      await using other = await testPlugin({
        plugin: './does-as-its-files-say.js',
        root: fixtures,
        env: { NX_OWN: 'own' },
      });
      const { projects } = await other.infer({
        'a/x.do.json': [['giveVariable', 'NX_TASK_TARGET_PROJECT']],
        'b/x.do.json': [['giveVariable', 'NX_OWN']],
      });
      expect(projects['a'].metadata).toEqual({ given: 'none' });
      expect(projects['b'].metadata).toEqual({ given: 'own' });
    } finally {
      delete process.env['NX_TASK_TARGET_PROJECT'];
    }
  });
});

test('stop() removes the workspace, and may be called twice', async () => {
  const other = await testPlugin({ plugin: './only-create-nodes.js', root: fixtures });
  const { root } = other.workspace;
  expect(existsSync(root)).toBe(true);
  await other.stop();
  await other.stop();
  expect(existsSync(root)).toBe(false);
});
