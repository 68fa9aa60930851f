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

test('the trace has what the plugin looked at, by the way in which it did', async () => {
  const { trace } = await plugin.infer({
    'a/x.do.json': [
      ['read', 'docs/read.txt'],
      ['look', 'docs/looked.txt'],
      ['look', 'docs/missing.txt'],
      ['list', 'docs'],
      ['ask', 'ASKED'],
      ['load', 'node:child_process'],
    ],
    'docs/read.txt': '',
    'docs/looked.txt': '',
  });
  expect(trace).toEqual({
    read: ['a/x.do.json', 'docs/read.txt'],
    looked: ['docs/looked.txt'],
    listed: ['docs'],
    missing: ['docs/missing.txt'],
    variables: ['ASKED'],
    queries: [],
    incomplete: [],
  });
});

describe('later hooks', () => {
  test('get contexts that are made of what was inferred, or what the test gives', async () => {
    await plugin.infer({ 'a/x.do.json': [['give', 1]], 'libs/b/x.do.json': [['give', 2]], 'root.txt': '' });
    const { dependencies, errors, logs } = await plugin.createDependencies();
    expect({ dependencies, errors }).toEqual({
      dependencies: [{ source: 'a', target: 'b', type: 'implicit' }],
      errors: [],
    });
    const files = JSON.parse(logs.stdout[0]) as Record<string, { file: string; hash: string }[]>;
    expect(files['b']).toEqual([{ file: 'libs/b/x.do.json', hash: expect.any(String) as string }]);
    expect((await plugin.createMetadata()).metadata).toEqual({
      a: { metadata: { edges: 1 } },
      b: { metadata: { edges: 0 } },
    });
    const projects = { y: { root: 'y' }, z: { root: 'z' } };
    expect((await plugin.createDependencies({ projects })).dependencies).toMatchObject([
      { source: 'y', target: 'z' },
    ]);
  });

  test('their errors are data, too', async () => {
    const nxJsonConfiguration = { fails: true };
    expect(await plugin.createDependencies({ nxJsonConfiguration })).toMatchObject({
      dependencies: [],
      errors: [{ name: 'Error', message: 'told to fail' }],
    });
  });
});

test('timers that a test has replaced stop nothing', async () => {
  jest.useFakeTimers();
  try {
    expect((await plugin.infer({ 'a/x.do.json': [['print', 'x']] })).logs.stdout).toEqual(['x']);
  } finally {
    jest.useRealTimers();
  }
});
