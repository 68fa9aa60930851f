import { describeRunningWorkers, describeWorkers } from '../../src/workers/worker-status';
import { createSupervised, entryOf } from '../support/supervised';

const MIB = 1024 * 1024;
const never = () => new Promise<never>(() => undefined);
const LISTED = { plugin: './plugin.js', index: 0 };

describe('B44 B70 what is told of a worker', () => {
  test('name, process, memory, loader and hooks of one that is ready', async () => {
    using it = createSupervised();
    const supervisor = it.create(entryOf('./plugin.js'));
    expect(await describeWorkers([supervisor])).toEqual([
      {
        ...LISTED,
        name: 'own name',
        file: it.directory.path('plugin.js'),
        loader: { format: 'commonjs', reason: 'it is a fake' },
        capabilities: { createNodes: '**/component.json' },
        generation: 1,
        loadMs: 7,
        pid: 1001,
        rssBytes: 10 * MIB,
        state: 'ready',
      },
    ]);
  });

  test('who asks what is there now starts nothing', async () => {
    using it = createSupervised();
    const supervisor = it.create(entryOf('./plugin.js'));
    expect(await describeRunningWorkers([supervisor], [])).toEqual([LISTED]);
    expect(it.launcher.launches).toEqual([]);
  });

  test('and waits for none that loads: since when it does', async () => {
    using it = createSupervised();
    it.launcher.behaviour = never;
    const supervisor = it.create(entryOf('./plugin.js'));
    void supervisor.worker();
    const since = Date.now() - 5000;
    const work = [{ plugin: './plugin.js', hook: 'load', since }];
    const [status] = await describeRunningWorkers([supervisor], work);
    expect(status).toMatchObject({ ...LISTED, state: 'starting', busy: { hook: 'load' } });
    expect(status.busy!.elapsedMs).toBeGreaterThanOrEqual(5000);
  });

  test('one that is too busy to answer: all but its memory', async () => {
    using it = createSupervised();
    const supervisor = it.create(entryOf('./plugin.js'));
    await supervisor.worker();
    it.launcher.last.stats = never;
    it.launcher.last.runningHook = { hook: 'createNodes', elapsedMs: 9 };
    const [status] = await describeRunningWorkers([supervisor], [], () => 20);
    expect(status).toMatchObject({ state: 'ready', pid: 1001, busy: { hook: 'createNodes', elapsedMs: 9 } });
    expect(status).not.toHaveProperty('rssBytes');
  });

  test('one that failed: its error, under the name in nx.json', async () => {
    using it = createSupervised();
    it.launcher.behaviour = () => {
      throw new Error('no licence');
    };
    const supervisor = it.create(entryOf('./plugin.js'));
    const [status] = await describeWorkers([supervisor]);
    const error = { plugin: './plugin.js', hook: 'load', message: 'no licence' };
    expect(status).toMatchObject({ ...LISTED, error });
    expect(status).not.toHaveProperty('pid');
  });

  test('one that ended while it was asked: an error, too', async () => {
    using it = createSupervised();
    const supervisor = it.create(entryOf('./plugin.js'));
    await supervisor.worker();
    const { last } = it.launcher;
    last.stats = () => {
      last.state = 'failed';
      return Promise.reject(new Error('it has ended'));
    };
    const [status] = await describeRunningWorkers([supervisor], []);
    expect(status.error).toMatchObject({ message: 'it has ended' });
  });

  test('a plugin without hooks has no process any more', async () => {
    using it = createSupervised();
    it.launcher.behaviour = (_, worker) => (worker.capabilities = {});
    const supervisor = it.create(entryOf('./plugin.js'));
    const [status] = await describeWorkers([supervisor]);
    expect(status).toMatchObject({ name: 'own name', capabilities: {} });
    expect(status).not.toHaveProperty('pid');
  });
});
