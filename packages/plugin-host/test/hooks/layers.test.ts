import { createHookRun } from '../support/create-hook-run';
import { nextTurn } from '../support/deferred';
import { CONTEXT, fakePlugin, fakeSupervisor, fakeWorker } from '../support/fake-worker';

const graph = { nodes: {}, dependencies: {} };

test('a key __proto__ of a result, or of a partial one, does not reach Nx', async () => {
  const hostile = () =>
    JSON.parse('{ "projects": { "a": { "__proto__": { "polluted": true } } } }') as object;
  const partial = Object.assign(new Error('b'), { partialResults: [['a.json', hostile()]] });
  const plugin = fakePlugin('acme', {
    createNodes: () => Promise.resolve([['acme', 'a.json', hostile()]]),
    createMetadata: () => Promise.reject(partial),
  });
  const { run } = createHookRun();
  const started = await run.start(fakeSupervisor('acme', fakeWorker(plugin)));
  const results = await started.createNodes![1](['a.json', 'b.json'], CONTEXT);
  expect(JSON.stringify(results)).not.toContain('polluted');
  await expect(started.createMetadata!(graph, CONTEXT)).rejects.toBe(partial);
  expect(JSON.stringify(partial.partialResults)).not.toContain('polluted');
});

describe('B15 a worker is let go after its use, if that is asked for', () => {
  const launch = { stopAfterUse: true };

  test('when the last hook that it has is done, once', async () => {
    const plugin = fakePlugin('acme', {
      createNodes: () => Promise.resolve([]),
      createMetadata: () => Promise.resolve({}),
    });
    const supervisor = fakeSupervisor('acme', fakeWorker(plugin), launch);
    const { run } = createHookRun();
    const started = await run.start(supervisor);
    await started.createNodes![1](['a.json', 'b.json'], CONTEXT);
    expect(supervisor.releases).toBe(0);
    await started.createMetadata!(graph, CONTEXT);
    await started.createMetadata!(graph, CONTEXT);
    expect(supervisor.releases).toBe(1);
  });

  test('as soon as createNodes is done if it has no other hook, before Nx asks', async () => {
    const supervisor = fakeSupervisor(
      'acme',
      fakeWorker(fakePlugin('acme', { createNodes: () => Promise.resolve([]) })),
      launch,
    );
    await createHookRun().run.start(supervisor);
    await nextTurn();
    expect(supervisor.releases).toBe(1);
  });

  test('at once if it has no hook, and never if it is not asked for', async () => {
    const supervisor = fakeSupervisor('acme', fakeWorker(fakePlugin('acme')), launch);
    await createHookRun().run.start(supervisor);
    expect(supervisor.releases).toBe(1);
    const kept = fakeSupervisor('acme', fakeWorker(fakePlugin('acme')));
    await createHookRun().run.start(kept);
    expect(kept.releases).toBe(0);
  });
});

test('the supervisor knows when its worker was last of use', async () => {
  const supervisor = fakeSupervisor(
    'acme',
    fakeWorker(fakePlugin('acme', { createMetadata: () => Promise.reject(new Error('no')) })),
  );
  const plugin = await createHookRun().run.start(supervisor);
  const before = performance.now();
  await expect(plugin.createMetadata!(graph, CONTEXT)).rejects.toThrow('no');
  expect(supervisor.lastUsedMs).toBeGreaterThanOrEqual(before);
});
