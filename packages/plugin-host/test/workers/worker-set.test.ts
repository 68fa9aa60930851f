import type { LaunchConfiguration } from '../../src/config/host-configuration';
import type { PluginEntry } from '../../src/config/plugin-entries';
import { WorkerSet } from '../../src/workers/worker-set';
import { createSupervised, entryOf, launchConfiguration } from '../support/supervised';

function createSet(files = { 'a.js': '', 'b.js': '' }) {
  const it = createSupervised(files);
  const set = new WorkerSet(it.create);
  const reconcile = (entries: PluginEntry[], launches?: LaunchConfiguration[]) =>
    set.reconcile({ entries, launches: launches ?? entries.map(() => launchConfiguration()) });
  const loaded = () => Promise.all(set.supervisors.map((supervisor) => supervisor.worker()));
  const pluginsLaunched = () => it.launcher.launches.map(({ entry }) => entry.plugin);
  return { ...it, set, reconcile, loaded, pluginsLaunched };
}

const A = entryOf('./a.js');
const B = entryOf('./b.js', 1);

describe('B60 WorkerSet', () => {
  test('starts a worker for each entry, in configured order, and keeps them while nothing changes', async () => {
    using it = createSet();
    it.reconcile([A, B]);
    await it.set.initialized();
    const before = await it.loaded();
    it.reconcile([A, B]);
    expect(await it.loaded()).toEqual(before);
    expect(it.pluginsLaunched()).toEqual(['./a.js', './b.js']);
  });

  test('what is removed is stopped, what is added starts, and the rest stays', async () => {
    using it = createSet();
    it.reconcile([A, B]);
    const [a, b] = await it.loaded();
    await it.reconcile([A]).stopped;
    expect([a.state, b.state]).toEqual(['ready', 'stopped']);
    it.reconcile([B, A]);
    const [newB, sameA] = await it.loaded();
    expect(sameA).toBe(a);
    expect(newB).not.toBe(b);
  });

  test('an entry that moved keeps its worker, and knows its new place', async () => {
    using it = createSet();
    it.reconcile([A, B]);
    const [a, b] = await it.loaded();
    it.reconcile([entryOf('./b.js', 0), entryOf('./a.js', 1)]);
    expect(await it.loaded()).toEqual([b, a]);
    expect(it.set.supervisors.map(({ entry }) => entry.index)).toEqual([0, 1]);
  });

  test('other options start a new worker and stop the old one; include and exclude are the host’s and keep it', async () => {
    using it = createSet();
    it.reconcile([A]);
    const [first] = await it.loaded();
    it.reconcile([{ ...A, include: ['libs/**'], exclude: ['x'] }]);
    expect(await it.loaded()).toEqual([first]);
    await it.reconcile([{ ...A, options: { round: 2 } }]).stopped;
    expect(first.state).toBe('stopped');
    const [second] = await it.loaded();
    expect(second).not.toBe(first);
  });

  test('another launch configuration starts a new worker', async () => {
    using it = createSet();
    it.reconcile([A]);
    const [first] = await it.loaded();
    await it.reconcile([A], [launchConfiguration({ env: { ACME: '1' } })]).stopped;
    expect(first.state).toBe('stopped');
    expect(it.launcher.launches.at(-1)!.launch.env).toEqual({ ACME: '1' });
  });

  test('B54 the same plugin listed twice has two workers; if one is taken out, one goes on', async () => {
    using it = createSet();
    it.reconcile([A, entryOf('./a.js', 1)]);
    const [first, second] = await it.loaded();
    expect(first).not.toBe(second);
    await it.reconcile([A]).stopped;
    expect([first.state, second.state]).toEqual(['ready', 'stopped']);
  });

  test('a launch that failed is tried again with the next configuration, also with the same', async () => {
    using it = createSet();
    it.launcher.behaviour = () => {
      throw new Error('not yet');
    };
    it.reconcile([A]);
    await expect(it.loaded()).rejects.toThrow('not yet');
    it.launcher.behaviour = () => undefined;
    it.reconcile([A]);
    expect(await it.loaded()).toMatchObject([{ state: 'ready' }]);
  });

  test('B12 stop ends all', async () => {
    using it = createSet();
    it.reconcile([A, B]);
    await it.loaded();
    await it.set.stop();
    expect(it.launcher.workers.map(({ state }) => state)).toEqual(['stopped', 'stopped']);
  });
});
