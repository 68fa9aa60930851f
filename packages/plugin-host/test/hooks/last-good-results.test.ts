import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { CallParts } from '../../src/hooks/call-parts';
import { HookRun } from '../../src/hooks/hook-run';
import { CONTEXT, fakePlugin, fakeSupervisor, fakeWorker, type FakeHooks } from '../support/fake-worker';
import { createTempDirectory, type TempDirectory } from '../support/temp-directory';

const graph = { nodes: { a: { type: 'lib', name: 'a', data: { root: 'a' } } }, dependencies: {} };
const files = ['a.json', 'b.json'];
const nodesOf = (file: string, tag: string) =>
  ['acme', file, { projects: { [file]: { tags: [tag] } } }] as const;
const succeeding: FakeHooks = {
  createNodes: (asked) => Promise.resolve(asked.map((file) => [...nodesOf(file, 'old')])),
  createMetadata: () => Promise.resolve({ a: { metadata: { is: 'old' } }, gone: { metadata: {} } }),
};

let directory: TempDirectory;
beforeEach(() => (directory = createTempDirectory()));
afterEach(() => directory[Symbol.dispose]());

/** One run, as a new process has it: what is known is on disk. */
async function run(hooks: FakeHooks | Error) {
  const hookRun = new HookRun({
    nx: {
      dataDirectory: directory.root,
      matchFiles: () => Promise.resolve(files),
      createNodesContext: () => CONTEXT,
      askIndex: () => Promise.resolve(undefined),
    },
    nxJson: {},
    startedAt: 0,
    busy: { begin: () => () => undefined },
    signal: new AbortController().signal,
    files: { changesFor: () => undefined },
    parts: new CallParts(),
    listed: () => Promise.resolve({ digest: '' }),
  });
  const launched = hooks instanceof Error ? hooks : fakeWorker(fakePlugin('acme', hooks));
  const plugin = await hookRun.start(fakeSupervisor('./acme.ts', launched, { lastGoodResults: true }));
  const nodes = await plugin.createNodes?.[1](files, CONTEXT);
  const metadata = await plugin.createMetadata?.(graph, CONTEXT);
  return { nodes, metadata, errors: hookRun.settleLastGood() };
}

test('B28 a plugin that fails gives what it gave last, marked as stale', async () => {
  expect((await run(succeeding)).errors).toEqual([]);
  const boom = () => Promise.reject(new Error('boom'));
  const { nodes, metadata, errors } = await run({ createNodes: boom, createMetadata: boom });
  expect(nodes).toEqual([nodesOf('a.json', 'old'), nodesOf('b.json', 'old')]);
  // A project that is there no more has no metadata.
  expect(metadata).toEqual({ a: { metadata: { is: 'old' } } });
  const stale = { since: expect.stringMatching(/^\d{4}-/) as string };
  expect(errors).toMatchObject([
    { plugin: './acme.ts', name: 'acme', hook: 'createNodes', message: 'boom', stale },
    { plugin: './acme.ts', name: 'acme', hook: 'createMetadata', message: 'boom', stale },
  ]);
});

test('B28 of a failure per file, the others are new', async () => {
  await run(succeeding);
  const error = Object.assign(new Error('Failed to create nodes'), {
    name: 'AggregateCreateNodesError',
    errors: [['a.json', new Error('boom in a')]],
    partialResults: [['b.json', { projects: { 'b.json': { tags: ['new'] } } }]],
  });
  const { nodes, errors } = await run({ createNodes: () => Promise.reject(error) });
  expect(nodes).toEqual([nodesOf('b.json', 'new'), nodesOf('a.json', 'old')]);
  expect(errors).toMatchObject([{ file: 'a.json', message: 'boom in a' }]);
});

test('B28 a plugin that can not even be launched stands in with all that it gave', async () => {
  await run(succeeding);
  const { nodes, metadata, errors } = await run(new Error('it exited with code 3'));
  expect(nodes).toEqual([nodesOf('a.json', 'old'), nodesOf('b.json', 'old')]);
  expect(metadata).toEqual({ a: { metadata: { is: 'old' } } });
  // One failure, told once.
  expect(errors).toMatchObject([{ message: 'it exited with code 3' }]);
});

test('a plugin that never gave anything fails as it is', async () => {
  await expect(run(new Error('it exited with code 3'))).rejects.toThrow('it exited with code 3');
  await expect(run({ createNodes: () => Promise.reject(new Error('boom')) })).rejects.toThrow('boom');
  expect(readdirSync(directory.root)).toEqual([]);
});

test('a result that Nx would refuse is not kept', async () => {
  await run(succeeding);
  await run({ ...succeeding, createMetadata: () => Promise.resolve({ a: 5 } as never) });
  const { metadata } = await run({ ...succeeding, createMetadata: () => Promise.reject(new Error('boom')) });
  expect(metadata).toEqual({ a: { metadata: { is: 'old' } } });
});

test('what Nx changes of a result afterwards is not kept', async () => {
  const { nodes } = await run(succeeding);
  (nodes as unknown as { 2: { projects: object } }[])[0][2].projects = {};
  const again = await run({ createNodes: () => Promise.reject(new Error('boom')) });
  expect(again.nodes).toEqual([nodesOf('a.json', 'old'), nodesOf('b.json', 'old')]);
});

test('results that can not be written cost a warning, and nothing else', async () => {
  rmSync(directory.root, { recursive: true });
  writeFileSync(directory.root, 'in the way');
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
  expect((await run(succeeding)).errors).toEqual([]);
  expect(warn).toHaveBeenCalledWith(
    expect.stringContaining("The last good result of ./acme.ts can't be kept"),
  );
  warn.mockRestore();
});
