import { PluginLoadError } from '@plugin-isolation/plugin-worker';
import { createSupervised, entryOf, launchConfiguration } from '../support/supervised';

const ENTRY = entryOf('./plugin.js');

describe('Supervisor: one worker', () => {
  test('B62 is started once, however often it is asked for', async () => {
    using it = createSupervised();
    const supervisor = it.create(ENTRY);
    expect(supervisor.isRunning).toBe(false);
    const [first, second] = await Promise.all([supervisor.worker(), supervisor.worker()]);
    expect(second).toBe(first);
    expect(await supervisor.answeringWorker()).toBe(first);
    expect(it.launcher.launches).toHaveLength(1);
    expect(it.events).toEqual(['starting', 'ready']);
    expect(supervisor).toMatchObject({ pid: 1001, isRunning: true, file: it.directory.path('plugin.js') });
  });

  test('is launched with its entry and the settings of the host', async () => {
    using it = createSupervised();
    const launch = launchConfiguration({ env: { ACME: '1' } });
    await it.create(ENTRY, launch).worker();
    const { root } = it.directory;
    expect(it.launcher.launches[0]).toMatchObject({ entry: ENTRY, launch, root, generation: 1 });
  });

  test('`initialized` resolves while the plugin loads, and if its launch fails before', async () => {
    using it = createSupervised();
    it.launcher.behaviour = () => new Promise(() => undefined);
    const loads = it.create(ENTRY);
    void loads.worker();
    await loads.initialized;
    const stopped = it.create(ENTRY);
    await stopped.stop();
    await expect(stopped.worker()).rejects.toMatchObject({ code: 'WORKER_STOPPED' });
    await stopped.initialized;
    expect(it.launcher.launches).toHaveLength(1);
  });

  test('fits while it would be launched the same, and while its plugin resolves to the same', async () => {
    using it = createSupervised();
    const supervisor = it.create(ENTRY);
    await supervisor.worker();
    expect(supervisor.fits(launchConfiguration())).toBe(true);
    expect(supervisor.fits(launchConfiguration({ memoryMiB: 5 }))).toBe(true);
    expect(supervisor.fits(launchConfiguration({ env: { ACME: '1' } }))).toBe(false);
    it.directory[Symbol.dispose]();
    expect(supervisor.fits(launchConfiguration())).toBe(false);
  });
});

describe('Supervisor: stop and release', () => {
  test('B12 stop ends the worker once, and its exit is no crash', async () => {
    using it = createSupervised();
    const supervisor = it.create(ENTRY);
    await supervisor.worker();
    await supervisor.stop();
    expect(it.launcher.last.stops).toBe(1);
    expect(it.events).toEqual(['starting', 'ready', 'stopped']);
  });

  test('B12 stop while the plugin loads aborts that; a worker that comes all the same is stopped', async () => {
    using it = createSupervised();
    let load!: () => void;
    it.launcher.behaviour = () => new Promise<void>((resolve) => (load = resolve));
    const supervisor = it.create(ENTRY);
    const asked = supervisor.worker();
    await supervisor.initialized;
    const stopped = supervisor.stop();
    const { signal } = it.launcher.launches[0];
    expect(signal.reason).toMatchObject({ code: 'WORKER_STOPPED' });
    load();
    await Promise.all([asked, stopped]);
    expect(it.launcher.last.stops).toBe(1);
  });

  test('B15 a worker that is released is stopped, and the next one is new', async () => {
    using it = createSupervised();
    const supervisor = it.create(ENTRY);
    await supervisor.release();
    await supervisor.worker();
    await supervisor.release();
    expect(supervisor).toMatchObject({ pid: undefined, isRunning: false });
    expect(await supervisor.worker()).toMatchObject({ generation: 2, state: 'ready' });
    expect(it.events).toEqual(['starting', 'ready', 'stopped', 'starting', 'ready']);
  });

  test('a stopped supervisor releases nothing', async () => {
    using it = createSupervised();
    const supervisor = it.create(ENTRY);
    await supervisor.worker();
    await supervisor.stop();
    await supervisor.release();
    expect(it.launcher.last.stops).toBe(1);
  });
});

describe('Supervisor: a launch that fails', () => {
  const failsToLoad = () => {
    const diagnosis = { plugin: './plugin.js', hook: 'load', elapsedMs: 1, workerState: 'failed' } as const;
    throw new PluginLoadError('no licence', diagnosis);
  };

  test('is not tried again until the configuration is read again, and is no crash however often it fails', async () => {
    using it = createSupervised();
    it.launcher.behaviour = failsToLoad;
    const supervisor = it.create(ENTRY);
    for (let round = 1; round <= 6; round++) {
      await expect(supervisor.worker()).rejects.toMatchObject({ code: 'PLUGIN_LOAD_FAILED' });
      await expect(supervisor.worker()).rejects.toMatchObject({ code: 'PLUGIN_LOAD_FAILED' });
      expect(it.launcher.launches).toHaveLength(round);
      supervisor.reconfigure(ENTRY);
    }
    it.launcher.behaviour = () => undefined;
    expect(await supervisor.worker()).toMatchObject({ generation: 7 });
    expect(it.events.slice(0, 2)).toEqual(['starting', 'failed: no licence']);
  });
});
