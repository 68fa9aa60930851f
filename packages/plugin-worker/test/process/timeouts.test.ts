import { HOOK_CALLS } from '../support/call-hook';
import { launchFixture, rejectionOf } from '../support/launch-fixture';
import { reportedPids, startHost, until } from '../support/processes';

const BATCHES: Record<string, [text: string, batchSize?: number]> = {
  createNodes: [' for 2 configuration files', 2],
  createDependencies: [' for 3 files', 3],
  createMetadata: [' for 1 project', 1],
  preTasksExecution: [''],
  postTasksExecution: [''],
};

describe('B23 a timeout', () => {
  it.each(Object.keys(HOOK_CALLS))(
    'of %s names plugin, hook, elapsed time, batch size and what to do',
    async (hook) => {
      const timeouts = { hookMs: 60_000, hooks: { [hook]: 100 } };
      const { worker, plugin } = await launchFixture('hangs-in-every-hook', { timeouts });
      const error = await rejectionOf(HOOK_CALLS[hook](plugin));
      const [batch, batchSize] = BATCHES[hook];
      expect(error).toMatchObject({
        code: 'WORKER_TIMEOUT',
        plugin: 'hangs-in-every-hook',
        hook,
        ...(batchSize !== undefined && { batchSize }),
      });
      const start = `The worker of plugin "hangs-in-every-hook" did not finish ${hook}${batch} within 100 ms`;
      expect(error.message).toContain(
        `${start}, and was killed after ${Math.round(error['elapsedMs'] as number)} ms.`,
      );
      expect(error.message).toContain(`Raise "timeouts.hooks.${hook}"`);
      expect(error.message).toContain('NX_PLUGIN_NO_TIMEOUTS=true');
      await worker.exited;
    },
  );

  it('of the load names it, too', async () => {
    const error = await rejectionOf(launchFixture('never-loads.mjs', { timeouts: { loadMs: 300 } }));
    expect(error).toMatchObject({ code: 'WORKER_TIMEOUT', hook: 'load', timeoutMs: 300 });
    expect(error.message).toContain('did not finish load within 300 ms');
    expect(error.message).toContain('Raise "timeouts.loadMs"');
  });
});

describe('B23 with every timer off', () => {
  it('a pending call alone keeps the host alive, and ends with the death of its worker', async () => {
    const host = startHost('waits-without-timers.js');
    // The timeouts that the host script asked for, 1 ms each, are long over by then.
    await until(() => host.stdout.includes('still waiting'), 15_000, `the call (${host.stderr})`);
    process.kill(reportedPids(host.stdout)[0], 'SIGKILL');
    expect(await host.exited).toBe(0);
    expect(host.stdout).toContain('WORKER_EXITED SIGKILL');
  });
});
