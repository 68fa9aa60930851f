import { HOOK_CALLS } from '../support/call-hook';
import { launchFixture, rejectionOf } from '../support/launch-fixture';
import { until } from '../support/processes';

describe.each(Object.keys(HOOK_CALLS))('B21 a worker that is killed during %s', (hook) => {
  it('rejects every pending call at once with the cause, and a new one serves the next call', async () => {
    const { worker, plugin, linesOf } = await launchFixture('hangs-in-every-hook');
    const calls = [1, 2, 3].map(() => rejectionOf(HOOK_CALLS[hook](plugin)));
    // One at a time runs before tasks, since all of them change the same environment. The others wait.
    const begun = hook === 'preTasksExecution' ? 1 : calls.length;
    await until(() => linesOf('stdout').length === begun, 10_000, 'the calls');
    const killedAt = performance.now();
    process.kill(worker.pid, 'SIGKILL');
    for (const error of await Promise.all(calls))
      expect(error).toMatchObject({ code: 'WORKER_EXITED', reason: 'signal', signal: 'SIGKILL', hook });
    expect(performance.now() - killedAt).toBeLessThan(5 * 200);
    await using next = (await launchFixture('every-hook', { options: { prefix: '' } })).worker;
    await HOOK_CALLS[hook](next.plugin);
  });
});
