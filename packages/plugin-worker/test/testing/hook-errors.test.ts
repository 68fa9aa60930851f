import { testPlugin, type TestedPlugin } from '../support/built-testing';
import { fixtures, rejectionOf } from '../support/launch-fixture';

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

describe('errors', () => {
  test('those of single files, and what could be inferred in spite of them', async () => {
    const { nodes, errors } = await plugin.infer({
      'a/x.do.json': [['throwForEach', { 'b/y.do.json': 'bad b', 'a/y.do.json': 'bad a' }]],
    });
    expect(errors).toEqual([
      { file: 'a/y.do.json', name: 'RangeError', message: 'bad a' },
      { file: 'b/y.do.json', name: 'RangeError', message: 'bad b' },
    ]);
    expect(nodes).toEqual({ 'rest.do.json': { projects: { rest: { tags: ['partial'] } } } });
  });

  test('a plugin that ends its process has one, and the next call a new process', async () => {
    const { errors, trace } = await plugin.infer({ 'a/x.do.json': [['exit', 3]] });
    expect(errors).toEqual([
      {
        name: 'WorkerExitError',
        code: 'WORKER_EXITED',
        message: expect.stringMatching(/exited with code 3 during createNodes, after … ms/) as string,
      },
    ]);
    expect(trace.incomplete).toEqual(['ended before it said what it had looked at']);
    const next = await plugin.infer({ 'a/x.do.json': [['give', 1]] });
    expect(next).toMatchObject({ errors: [], logs: { stdout: ['loaded'] }, files: ['a/x.do.json'] });
  });

  test('a hook that takes too long has one', async () => {
    await using slow = await testPlugin({
      plugin: './hangs-in-every-hook.js',
      root: fixtures,
      timeouts: { hookMs: 50 },
      files: { 'a/project.json': {} },
    });
    const { errors } = await slow.createDependencies({ projects: {} });
    expect(errors).toMatchObject([{ code: 'WORKER_TIMEOUT' }]);
  });

  test('a plugin that does not load rejects as its launch, and leaves no workspace', async () => {
    expect(await rejectionOf(testPlugin({ plugin: './throws-on-load.js', root: fixtures }))).toMatchObject({
      code: 'PLUGIN_LOAD_FAILED',
    });
    expect(await rejectionOf(testPlugin({ plugin: './nowhere.js', root: fixtures }))).toMatchObject({
      code: 'PLUGIN_NOT_FOUND',
    });
  });

  test('wrong arguments are told of before anything is done', async () => {
    const wrong = [
      testPlugin({ plugin: './nowhere.js' } as never),
      testPlugin({ plugin: './nowhere.js', root: fixtures, filse: {} } as never),
      plugin.infer({ '../outside.txt': '' }),
      plugin.infer({ 'node_modules/nx/package.json': '' }),
    ];
    for (const each of wrong) expect(await rejectionOf(each)).toMatchObject({ code: 'ARGUMENTS_INVALID' });
    await using without = await testPlugin({ plugin: './only-create-nodes.js', root: fixtures });
    const { message } = await rejectionOf(without.createDependencies());
    expect(message).toMatch(/has no createDependencies\. Test one of the hooks that it has: createNodes\./);
  });
});
