import { createHookRun } from '../support/create-hook-run';
import { defer, nextTurn } from '../support/deferred';
import { CONTEXT, fakePlugin, fakeSupervisor, fakeWorker } from '../support/fake-worker';

const graph = { nodes: {}, dependencies: {} };

test('createNodes runs as soon as its plugin is there, and Nx gets that result for the same files', async () => {
  const createNodes = jest.fn((files: string[]) => Promise.resolve(files.map((file) => ['acme', file, {}])));
  const worker = fakeWorker(fakePlugin('acme', { createNodes: createNodes as never }));
  const { run } = createHookRun();
  const plugin = await run.start(fakeSupervisor('./acme.ts', worker));
  expect(createNodes).toHaveBeenCalledTimes(1);
  const results = await plugin.createNodes![1](['a.json', 'b.json'], CONTEXT);
  expect(results.map(([, file]) => file)).toEqual(['a.json', 'b.json']);
  expect(createNodes).toHaveBeenCalledTimes(1);
});

test('Nx gets another result for other files, and when it asks again', async () => {
  const createNodes = jest.fn(() => Promise.resolve([]));
  const { run } = createHookRun();
  const plugin = await run.start(fakeSupervisor('acme', fakeWorker(fakePlugin('acme', { createNodes }))));
  await plugin.createNodes![1](['a.json'], CONTEXT);
  await plugin.createNodes![1](['a.json', 'b.json'], CONTEXT);
  expect(createNodes).toHaveBeenCalledTimes(3);
});

test('createNodes waits until the files are listed', async () => {
  const listed = defer();
  const createNodes = jest.fn(() => Promise.resolve([]));
  const { run } = createHookRun({ listed: () => listed.promise.then(() => ({ digest: '' })) });
  const started = run.start(fakeSupervisor('acme', fakeWorker(fakePlugin('acme', { createNodes }))));
  await nextTurn();
  expect(createNodes).not.toHaveBeenCalled();
  listed.resolve();
  await started;
  expect(createNodes).toHaveBeenCalledTimes(1);
});

test('B30 results reach Nx in the order in which it called the hooks, however long each took', async () => {
  const slow = defer<[]>();
  const { run } = createHookRun();
  const start = (name: string, createNodes: () => Promise<[]>) =>
    run.start(fakeSupervisor(name, fakeWorker(fakePlugin(name, { createNodes }))));
  const first = await start('slow', () => slow.promise);
  const second = await start('fast', () => Promise.resolve([]));
  const order: string[] = [];
  const files = ['a.json', 'b.json'];
  const taken = [
    first.createNodes![1](files, CONTEXT).then(() => order.push('slow')),
    second.createNodes![1](files, CONTEXT).then(() => order.push('fast')),
  ];
  await nextTurn();
  expect(order).toEqual([]);
  slow.resolve([]);
  await Promise.all(taken);
  expect(order).toEqual(['slow', 'fast']);
});

test('after a crash in one hook, the next worker serves the later ones', async () => {
  const crashed = new Error('it was killed by SIGKILL');
  const first = fakeWorker(
    fakePlugin('acme', {
      createNodes: () => Promise.reject(crashed),
      createMetadata: () => Promise.reject(crashed),
    }),
  );
  const supervisor = fakeSupervisor('acme', first);
  const { run } = createHookRun();
  const plugin = await run.start(supervisor);
  await expect(plugin.createNodes![1](['a.json', 'b.json'], CONTEXT)).rejects.toBe(crashed);
  supervisor.replaceBy(
    fakeWorker(fakePlugin('acme', { createMetadata: () => Promise.resolve({ a: { metadata: {} } }) })),
  );
  expect(await plugin.createMetadata!(graph, CONTEXT)).toEqual({ a: { metadata: {} } });
});

test('a hook that the next worker does not have any more gives nothing', async () => {
  const supervisor = fakeSupervisor(
    'acme',
    fakeWorker(fakePlugin('acme', { createMetadata: () => Promise.reject(new Error('unused')) })),
  );
  const { run } = createHookRun();
  const plugin = await run.start(supervisor);
  supervisor.replaceBy(fakeWorker(fakePlugin('acme')));
  expect(await plugin.createMetadata!(graph, CONTEXT)).toEqual({});
});

test('the worker of createNodes is told how the files changed, and nobody else is', async () => {
  const change = { changed: ['a.json'], deleted: [], digest: 'd' };
  const createNodes = jest.fn(() => Promise.resolve([]));
  const createMetadata = jest.fn(() => Promise.resolve({}));
  const worker = fakeWorker(fakePlugin('acme', { createNodes, createMetadata }));
  const { run } = createHookRun({ files: { changesFor: (of) => (of === worker ? change : undefined) } });
  const plugin = await run.start(fakeSupervisor('acme', worker));
  await plugin.createMetadata!(graph, CONTEXT);
  expect(createNodes).toHaveBeenCalledWith(['a.json', 'b.json'], CONTEXT, change);
  expect(createMetadata).toHaveBeenCalledWith(graph, CONTEXT, expect.not.objectContaining(change));
});

test('hooks are timed by the name in nx.json, and their plugins are said to be busy', async () => {
  const plugin = fakePlugin('its own name', {
    createNodes: () => Promise.resolve([]),
    createMetadata: () => Promise.resolve({}),
  });
  const { run, begun } = createHookRun();
  const started = await run.start(fakeSupervisor('./acme.ts', fakeWorker(plugin)));
  await started.createMetadata!(graph, CONTEXT);
  const expected = [
    { plugin: './acme.ts', hook: 'createNodes' },
    { plugin: './acme.ts', hook: 'createMetadata' },
  ];
  expect(begun).toEqual(expected);
  expect(run.timings.map(({ plugin, hook }) => ({ plugin, hook }))).toEqual(expected);
  for (const { startMs, elapsedMs } of run.timings)
    expect([startMs, elapsedMs].every((ms) => ms >= 0)).toBe(true);
});

test('the time of a call to a worker is told apart: before it, and until it has left the host', async () => {
  const { run } = createHookRun();
  const [answered, left] = [defer(), defer()];
  const plugin = fakePlugin('acme', { createMetadata: () => answered.promise.then(() => ({})) });
  const worker = Object.assign(fakeWorker(plugin), { pid: 7, flushed: () => left.promise });
  const started = await run.start(fakeSupervisor('acme', worker));
  const pending = started.createMetadata!(graph, CONTEXT);
  await nextTurn();
  left.resolve();
  await nextTurn();
  answered.resolve();
  await pending;
  const [{ pid, elapsedMs, waitingMs, sendingMs }] = run.timings;
  expect(pid).toBe(7);
  expect([waitingMs, sendingMs].every((ms) => ms! >= 0)).toBe(true);
  expect(waitingMs! + sendingMs!).toBeLessThanOrEqual(elapsedMs);
});

test('no hook is waited for once the graph is out of date', async () => {
  const never = () => new Promise<never>(() => {});
  const { run, controller } = createHookRun();
  const plugin = await run.start(
    fakeSupervisor('acme', fakeWorker(fakePlugin('acme', { createMetadata: never }))),
  );
  const pending = plugin.createMetadata!(graph, CONTEXT);
  controller.abort(new Error('the workspace changed'));
  await expect(pending).rejects.toThrow('the workspace changed');
});

test('a core plugin lets the workers have their calls first, and gives nodes without undefined', async () => {
  const flushed = defer();
  const worker = Object.assign(fakeWorker(fakePlugin('acme')), { flushed: () => flushed.promise });
  const createDependencies = jest.fn(() => Promise.resolve([]));
  const core = fakePlugin('nx/js', {
    createNodes: () => Promise.resolve([['nx/js', 'a', { projects: undefined }]] as never),
    createDependencies,
  });
  const { run } = createHookRun();
  const observed = await run.observe(core);
  await run.start(fakeSupervisor('acme', worker));
  expect(await observed.createNodes![1]([], CONTEXT)).toStrictEqual([['nx/js', 'a', {}]]);
  const done = observed.createDependencies!({} as never);
  await nextTurn();
  expect(createDependencies).not.toHaveBeenCalled();
  flushed.resolve();
  await done;
  expect(createDependencies).toHaveBeenCalledTimes(1);
});

test('a plugin that can not be launched fails as its launch did', async () => {
  const error = new Error('it was killed by SIGKILL');
  await expect(createHookRun().run.start(fakeSupervisor('acme', error))).rejects.toBe(error);
});
