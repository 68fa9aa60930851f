import { writeFileSync } from 'node:fs';
import type { FakeWorker } from '../support/fake-launcher';
import { createSupervised, entryOf } from '../support/supervised';
import { versionOf } from '../support/temp-directory';

const ENTRY = entryOf('./plugin.js');

/** A supervisor whose workers have loaded `library.js` as it was then. */
function createLoading() {
  const it = createSupervised({ 'plugin.js': '', 'library.js': 'old' });
  const library = it.directory.path('library.js');
  const load = (worker: FakeWorker) => {
    worker.loaded = { files: { [library]: versionOf(library) }, manifests: {} };
  };
  it.launcher.behaviour = (_, worker) => load(worker);
  const edit = (content: string) => writeFileSync(library, content);
  return { ...it, load, edit, supervisor: it.create(ENTRY) };
}

describe('answeringWorker', () => {
  test('B62 is the same while its sources are; B61 an edit replaces it by one that has loaded that', async () => {
    using it = createLoading();
    const first = await it.supervisor.answeringWorker();
    it.edit('old');
    expect(await it.supervisor.answeringWorker()).toBe(first);
    it.edit('new');
    const second = await it.supervisor.answeringWorker();
    expect(second.generation).toBe(2);
    expect(it.launcher.workers[0].stops).toBe(1);
    expect(await it.supervisor.answeringWorker()).toBe(second);
    expect(it.events).toEqual(['starting', 'ready', 'stopped', 'starting', 'ready']);
  });

  test('B61 an edit forgets the crashes of before', async () => {
    using it = createLoading();
    for (let time = 0; time < 3; time++) {
      await it.supervisor.answeringWorker();
      await it.launcher.last.crash(3);
    }
    await it.supervisor.answeringWorker();
    it.edit('new');
    await it.supervisor.answeringWorker();
    await it.launcher.last.crash(3);
    expect(await it.supervisor.answeringWorker()).toMatchObject({ state: 'ready' });
  });

  test('B64 a plugin that writes its own source while it loads does not replace its worker for ever', async () => {
    using it = createLoading();
    let round = 0;
    it.launcher.behaviour = (_, worker) => {
      it.load(worker);
      it.edit(`round ${++round}`);
    };
    expect(await it.supervisor.answeringWorker()).toMatchObject({ generation: 4, state: 'ready' });
  });

  test('B21 a worker that was killed, unseen so far, is replaced before it is given a call', async () => {
    using it = createLoading();
    await it.supervisor.worker();
    it.launcher.last.loadedFiles = () => Promise.reject(new Error('its connection was closed'));
    expect(await it.supervisor.answeringWorker()).toMatchObject({ generation: 2 });
    expect(it.events[2]).toBe('crashed: its connection was closed');
  });

  test('rejects if the host stops it meanwhile', async () => {
    using it = createLoading();
    await it.supervisor.worker();
    it.launcher.last.loadedFiles = async () => {
      await it.supervisor.stop();
      throw new Error('the host stops it');
    };
    await expect(it.supervisor.answeringWorker()).rejects.toThrow('the host stops it');
    expect(it.launcher.launches).toHaveLength(1);
  });
});

describe('a plugin without hooks', () => {
  test('B15 is let go when it is loaded, and none is started until a source changes', async () => {
    using it = createLoading();
    it.launcher.behaviour = (_, worker) => {
      it.load(worker);
      worker.capabilities = {};
    };
    const { supervisor } = it;
    const first = await supervisor.worker();
    expect(supervisor).toMatchObject({ isHookless: true, pid: undefined, isRunning: true });
    expect(await supervisor.answeringWorker()).toBe(first);
    expect(it.launcher.launches).toHaveLength(1);

    it.launcher.behaviour = (_, worker) => it.load(worker);
    it.edit('it has hooks now');
    expect(await supervisor.answeringWorker()).toMatchObject({ generation: 2 });
    expect(supervisor).toMatchObject({ isHookless: false, pid: 1002 });
  });

  test('stays if it does not say what it has loaded', async () => {
    using it = createLoading();
    it.launcher.behaviour = (_, worker) => {
      worker.capabilities = {};
      worker.loadedFiles = () => Promise.reject(new Error('busy'));
    };
    await it.supervisor.worker();
    expect(it.supervisor).toMatchObject({ isHookless: false, pid: 1001 });
    expect(it.launcher.last.stops).toBe(0);
  });
});
