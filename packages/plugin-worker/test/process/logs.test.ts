import { HOOK_CALLS } from '../support/call-hook';
import { launchFixture, rejectionOf } from '../support/launch-fixture';
import { until } from '../support/processes';

const hooks = Object.keys(HOOK_CALLS);

describe('what a hook prints', () => {
  it.each(hooks)('B40 %s: is seen while it still works, also an unfinished line', async (hook) => {
    const { worker, plugin, logs } = await launchFixture('speaks-and-hangs');
    const pending = rejectionOf(HOOK_CALLS[hook](plugin));
    const has = (stream: string, line: string) =>
      logs.some((log) => log.stream === stream && log.line === line);
    await until(() => has('stdout', `${hook} asks: `), 5000, 'the unfinished line');
    expect(logs).toHaveLength(3);
    expect(has('stdout', `${hook} says`) && has('stderr', `${hook} warns`)).toBe(true);
    for (const log of logs) expect(log).toMatchObject({ plugin: './speaks-and-hangs', pid: worker.pid });
    process.kill(worker.pid, 'SIGKILL');
    await pending;
  });

  it.each(hooks)('B40 %s: complete and in order, with the last line before a crash', async (hook) => {
    const { plugin, linesOf } = await launchFixture('speaks-and-dies');
    const error = await rejectionOf(HOOK_CALLS[hook](plugin));
    expect(error).toMatchObject({ code: 'WORKER_EXITED', hook });
    const lines = Array.from({ length: 5000 }, (_, i) => `${hook} ${i}`);
    expect(linesOf('stdout')).toEqual([...lines, `last words of ${hook}`]);
  });
});
