import { STOP_TOTAL_MS } from '../../src/launch/stop-worker';
import { context, graph, launchFixture, rejectionOf } from '../support/launch-fixture';
import { isGone, until } from '../support/processes';

async function stopTimed(worker: { stop(): Promise<void>; pid: number }): Promise<number> {
  const startedAt = performance.now();
  await worker.stop();
  expect(() => process.kill(worker.pid, 0)).toThrow('ESRCH');
  return performance.now() - startedAt;
}

describe('stop', () => {
  it('B12 B14 ends an idle worker, twice the same, and logs nothing', async () => {
    const { worker, logs } = await launchFixture('every-hook');
    const first = worker.stop();
    expect(worker.stop()).toBe(first);
    await first;
    expect(await stopTimed(worker)).toBeLessThan(STOP_TOTAL_MS);
    expect(worker.state).toBe('stopped');
    expect(await worker.exited).toMatchObject({ code: 0, signal: null });
    expect(logs).toEqual([]);
  });

  it('B12 lets a pending call end', async () => {
    const { worker, plugin } = await launchFixture('answers-late');
    const pending = plugin.createMetadata!(graph(), context);
    const stopped = worker.stop();
    expect(await rejectionOf(plugin.createMetadata!(graph(), context))).toMatchObject({
      code: 'WORKER_STOPPED',
    });
    expect(await pending).toEqual({ late: { metadata: {} } });
    await stopped;
  });

  it.each(['hangs-forever', 'blocks-forever', 'ignores-sigterm'])(
    'B12 ends %s in a call within its ladder',
    async (fixture) => {
      const { worker, plugin, linesOf } = await launchFixture(fixture);
      const pending = rejectionOf(plugin.createMetadata!(graph(), context));
      await until(() => linesOf('stdout').includes('in the call'), 10_000, 'the call');
      expect(await stopTimed(worker)).toBeLessThan(STOP_TOTAL_MS);
      expect(await pending).toMatchObject({ code: 'WORKER_STOPPED', hook: 'createMetadata' });
      expect(worker.state).toBe('stopped');
    },
  );

  it('B12 kills one that ignores SIGTERM and blocks in its exit handler', async () => {
    const { worker } = await launchFixture('ignores-sigterm', { env: { BLOCKS_AT_EXIT: '1' } });
    expect(await stopTimed(worker)).toBeLessThan(STOP_TOTAL_MS);
    expect(await worker.exited).toMatchObject({ signal: 'SIGKILL' });
  });

  it('B12 settles after a crash', async () => {
    const { worker, plugin } = await launchFixture('exits-with-3');
    await rejectionOf(plugin.createMetadata!(graph(), context));
    expect(await stopTimed(worker)).toBeLessThan(STOP_TOTAL_MS);
    expect(worker.state).toBe('failed');
  });

  it('takes what the plugin had started along', async () => {
    const { worker, linesOf } = await launchFixture('starts-a-sleeper');
    await until(() => linesOf('stdout').length > 0, 5000, 'the pid of the sleeper');
    const sleeper = Number(linesOf('stdout')[0].replace('started ', ''));
    expect(isGone(sleeper)).toBe(false);
    await worker.stop();
    await until(() => isGone(sleeper), 5000, 'the end of the sleeper');
  });
});
