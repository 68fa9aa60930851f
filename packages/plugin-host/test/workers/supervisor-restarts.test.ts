import { writeFileSync } from 'node:fs';
import type { Supervisor } from '../../src/workers/supervisor';
import { exitedWith, type FakeLauncher } from '../support/fake-launcher';
import { createSupervised, entryOf } from '../support/supervised';
import { versionOf } from '../support/temp-directory';

const ENTRY = entryOf('./plugin.js');

/**
 * What became of `times` requests, each with a configuration that was read again: the generation, or the code of the
 * error.
 */
async function ask(supervisor: Supervisor, times: number): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (let time = 0; time < times; time++) {
    supervisor.reconfigure(supervisor.entry);
    await supervisor.worker().then(
      ({ generation }) => outcomes.push(generation),
      ({ code }: { code: string }) => outcomes.push(code),
    );
  }
  return outcomes;
}

async function crashTimes(times: number, supervisor: Supervisor, launcher: FakeLauncher): Promise<void> {
  for (let time = 0; time < times; time++) {
    await supervisor.worker();
    await launcher.last.crash(3);
  }
}

describe('B21 B22 a worker that crashes', () => {
  test('is replaced by the next request, and never used again', async () => {
    using it = createSupervised();
    const supervisor = it.create(ENTRY);
    await supervisor.worker();
    const crashed = it.launcher.last;
    await crashed.crash(null, 'SIGKILL');
    expect(supervisor.pid).toBeUndefined();
    expect(await supervisor.worker()).toMatchObject({ generation: 2, state: 'ready' });
    expect(crashed.stops).toBe(1);
    expect(it.events).toEqual([
      'starting',
      'ready',
      'crashed: it was killed by SIGKILL',
      'starting',
      'ready',
    ]);
  });

  test('B23 and so is one that is there, and failed to answer in time', async () => {
    using it = createSupervised();
    const supervisor = it.create(ENTRY);
    await supervisor.worker();
    it.launcher.last.state = 'failed';
    expect(await supervisor.worker()).toMatchObject({ generation: 2 });
    expect(it.events[2]).toBe('crashed: it was killed: it did not answer in time');
  });

  test('four times is given up with a sentence, whatever is asked; another entry is another try', async () => {
    using it = createSupervised();
    const supervisor = it.create(ENTRY);
    await crashTimes(4, supervisor, it.launcher);
    expect(await ask(supervisor, 3)).toEqual(Array(3).fill('WORKER_START_FAILED'));
    expect(it.events.at(-1)).toMatch(/given up: .*crashed 4 times.* The last time, it exited with code 3\./);
    expect(it.launcher.launches).toHaveLength(4);
    supervisor.reconfigure({ ...ENTRY, exclude: ['x'] });
    expect(await supervisor.worker()).toMatchObject({ state: 'ready' });
  });

  test('is started again after growing delays', async () => {
    using it = createSupervised();
    const supervisor = it.create(ENTRY);
    const startedAt: number[] = [];
    it.launcher.behaviour = () => startedAt.push(performance.now());
    const crashedAt: number[] = [];
    for (let time = 0; time < 3; time++) {
      await supervisor.worker();
      crashedAt.push(performance.now());
      await it.launcher.last.crash(3);
    }
    await supervisor.worker();
    const delays = crashedAt.map((at, index) => startedAt[index + 1] - at);
    // The clock that they are counted by has whole milliseconds.
    expect(delays[1]).toBeGreaterThan(98);
    expect(delays[2]).toBeGreaterThan(198);
  });

  test('while it loads counts, too: given up, and tried again when a file that it had loaded has changed', async () => {
    using it = createSupervised({ 'plugin.js': 'process.exit(3)', 'far.js': '', 'other.js': '' });
    const { path } = it.directory;
    it.launcher.behaviour = ({ onLastFiles }) => {
      onLastFiles({ files: { [path('far.js')]: versionOf(path('far.js')) }, manifests: {} });
      throw exitedWith(3);
    };
    const supervisor = it.create(ENTRY);
    const exited = 'WORKER_EXITED';
    expect(await ask(supervisor, 6)).toEqual([
      ...Array<string>(4).fill(exited),
      'WORKER_START_FAILED',
      'WORKER_START_FAILED',
    ]);
    writeFileSync(path('other.js'), 'edited');
    expect(await ask(supervisor, 1)).toEqual(['WORKER_START_FAILED']);
    writeFileSync(path('far.js'), 'edited');
    // Its crashes are forgotten: it has all four tries again.
    expect(await ask(supervisor, 5)).toEqual([...Array<string>(4).fill(exited), 'WORKER_START_FAILED']);
    it.launcher.behaviour = () => undefined;
    writeFileSync(path('far.js'), 'healthy');
    expect(await ask(supervisor, 1)).toEqual([expect.any(Number)]);
  });

  test('before it says what it loads is tried again when its own file has changed', async () => {
    using it = createSupervised();
    it.launcher.behaviour = () => {
      throw exitedWith(3);
    };
    const supervisor = it.create(ENTRY);
    await ask(supervisor, 5);
    it.launcher.behaviour = () => undefined;
    expect(await ask(supervisor, 1)).toEqual(['WORKER_START_FAILED']);
    writeFileSync(it.directory.path('plugin.js'), 'healthy');
    expect(await ask(supervisor, 1)).toEqual([expect.any(Number)]);
  });
});
