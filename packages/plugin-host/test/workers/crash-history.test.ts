import { setImmediate } from 'node:timers/promises';
import { PluginLoadError, WorkerStartError, WorkerTimeoutError } from '@plugin-isolation/plugin-worker';
import { CrashHistory, describeEnd } from '../../src/workers/crash-history';
import { exitedWith } from '../support/fake-launcher';

const diagnosis = { plugin: 'acme', hook: 'load', elapsedMs: 1, workerState: 'failed' } as const;
const { signal } = new AbortController();

describe('B22 CrashHistory', () => {
  test('no crash, or one: the next worker starts at once', async () => {
    const crashes = new CrashHistory();
    await crashes.waitForTurn('acme', signal);
    crashes.add('it exited with code 3');
    const turn = crashes.waitForTurn('acme', signal).then(() => 'at once');
    expect(await Promise.race([turn, setImmediate('later')])).toBe('at once');
  });

  test.each([
    ['its process exited', exitedWith(3), 'it exited with code 3'],
    ['it was killed for its time', new WorkerTimeoutError(9, 'late', diagnosis), 'it did not load in time'],
    ['it could not be started', new WorkerStartError('no', diagnosis), 'it could not be started'],
  ])('a launch counts if %s, and the last one is told', async (_, error, words) => {
    const crashes = new CrashHistory();
    for (let time = 0; time < 4; time++) crashes.addLaunch(error);
    await expect(crashes.waitForTurn('acme', signal)).rejects.toThrow(words);
    await expect(crashes.waitForTurn('acme', signal)).rejects.toMatchObject({ code: 'WORKER_START_FAILED' });
  });

  test('what a plugin throws while it loads is no crash', async () => {
    const crashes = new CrashHistory();
    for (let time = 0; time < 9; time++) crashes.addLaunch(new PluginLoadError('no licence', diagnosis));
    await expect(crashes.waitForTurn('acme', signal)).resolves.toBeUndefined();
  });

  test('who stops the plugin waits for no delay, and hears the reason', async () => {
    const crashes = new CrashHistory();
    for (let time = 0; time < 3; time++) crashes.add('it exited with code 3');
    const stopping = new AbortController();
    const waiting = crashes.waitForTurn('acme', stopping.signal);
    stopping.abort(new Error('the host stops it'));
    await expect(waiting).rejects.toThrow('the host stops it');
    await expect(crashes.waitForTurn('acme', stopping.signal)).rejects.toThrow('the host stops it');
  });

  test('how a process ended', () => {
    expect(describeEnd(3, null)).toBe('it exited with code 3');
    expect(describeEnd(null, 'SIGKILL')).toBe('it was killed by SIGKILL');
  });
});
