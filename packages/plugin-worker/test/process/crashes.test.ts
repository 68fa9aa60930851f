import { join } from 'node:path';
import { context, fixtures, graph, launchFixture, rejectionOf } from '../support/launch-fixture';
import { isGone, startHost, until } from '../support/processes';

const inCall = async (fixture: string, execArgv: string[] = []) => {
  const { plugin } = await launchFixture(fixture, { execArgv });
  return rejectionOf(plugin.createMetadata!(graph(), context));
};

const CRASHES = {
  'kills-itself': { reason: 'signal', signal: 'SIGKILL', text: 'was killed by SIGKILL' },
  'exits-with-3': { reason: 'exit-code', exitCode: 3, text: 'exited with code 3' },
  'exits-with-0': { reason: 'early-exit', exitCode: 0, text: 'exited with code 0 before it answered' },
  'leaves-a-rejection': { reason: 'unhandled-rejection', text: 'nobody caught this' },
  'runs-out-of-memory': { reason: 'out-of-memory', text: 'ran out of memory' },
};

describe('a worker that ends unasked', () => {
  it('B20 says what happened in six different ways, with plugin, hook and the tail of stderr', async () => {
    const messages: string[] = [];
    for (const [fixture, { text, ...fields }] of Object.entries(CRASHES)) {
      const error = await inCall(
        fixture,
        fixture === 'runs-out-of-memory' ? ['--max-old-space-size=40'] : [],
      );
      expect(error).toMatchObject({
        name: 'WorkerExitError',
        code: 'WORKER_EXITED',
        plugin: fixture,
        hook: 'createMetadata',
      });
      expect(error).toMatchObject({
        ...fields,
        workerState: 'failed',
        elapsedMs: expect.any(Number) as number,
      });
      for (const part of [text, fixture, 'createMetadata']) expect(error.message).toContain(part);
      if (fixture !== 'runs-out-of-memory') expect(error['stderrTail']).toContain('about to exit');
      else expect((error['stderrTail'] as string[]).join('\n')).toMatch(/heap|Native stack/);
      messages.push(
        error.message
          .split('\n')[0]
          .replace(fixture, '')
          .replace(/\d+ ms/, ''),
      );
    }
    const load = await rejectionOf(launchFixture('throws-on-load'));
    expect(load).toMatchObject({
      code: 'PLUGIN_LOAD_FAILED',
      hook: 'load',
      cause: { name: 'TypeError', code: 'E_LUCK' },
    });
    expect(load.message).toContain('no luck at load');
    expect(load['stderrTail']).toContain('about to exit');
    expect(new Set([...messages, load.message]).size).toBe(6);
  }, 60_000);

  it('B02 is reported before it is ready, with exit code and stderr', async () => {
    const startedAt = performance.now();
    const NODE_OPTIONS = `--require ${join(fixtures, 'exits-before-ready.js')}`;
    const error = await rejectionOf(launchFixture('every-hook', { env: { NODE_OPTIONS } }));
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(error).toMatchObject({
      code: 'WORKER_EXITED',
      exitCode: 7,
      hook: 'load',
      stderrTail: ['the preload gives up'],
    });
    expect(error.message).toContain('the preload gives up');
  });

  it('B02 is reported before it is ready, with its signal and stderr', async () => {
    const startedAt = performance.now();
    const execArgv = ['--require', join(fixtures, 'preloads', 'kills-itself.js')];
    const error = await rejectionOf(launchFixture('every-hook', { execArgv }));
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(error).toMatchObject({ code: 'WORKER_EXITED', signal: 'SIGKILL', stderrTail: ['about to go'] });
    expect(error.message).toMatch(/was killed by SIGKILL during load.*about to go/s);
  });

  it('B21 rejects every pending call, and refuses the next one', async () => {
    const { worker, plugin } = await launchFixture('hangs-forever');
    const calls = [1, 2, 3].map(() => rejectionOf(plugin.createMetadata!(graph(), context)));
    process.kill(worker.pid, 'SIGKILL');
    for (const error of await Promise.all(calls))
      expect(error).toMatchObject({ reason: 'signal', signal: 'SIGKILL' });
    expect(await worker.exited).toMatchObject({ code: null, signal: 'SIGKILL' });
    expect(worker.state).toBe('failed');
    expect(await rejectionOf(plugin.createMetadata!(graph(), context))).toMatchObject({
      code: 'WORKER_STOPPED',
    });
  });

  it.each(['hangs-forever', 'blocks-forever'])(
    'B23 is killed where its hook takes too long (%s)',
    async (fixture) => {
      const { worker, plugin } = await launchFixture(fixture, {
        timeouts: { hooks: { createMetadata: 200 } },
      });
      const error = await rejectionOf(plugin.createMetadata!(graph(), context));
      expect(error).toMatchObject({
        name: 'WorkerTimeoutError',
        code: 'WORKER_TIMEOUT',
        timeoutMs: 200,
        hook: 'createMetadata',
      });
      expect(error['elapsedMs']).toBeGreaterThanOrEqual(199);
      expect(await worker.exited).toMatchObject({ signal: 'SIGKILL' });
      await until(() => isGone(worker.pid), 5000, 'the end of the worker');
    },
  );

  it('ends with its signal', async () => {
    const controller = new AbortController();
    const { worker, plugin } = await launchFixture('hangs-forever', { signal: controller.signal });
    const pending = rejectionOf(plugin.createMetadata!(graph(), context));
    controller.abort(new Error('not needed any more'));
    expect((await pending).message).toBe('not needed any more');
    await worker.exited;
    expect(worker.state).toBe('stopped');
  });

  it('B13 forty overlapping calls share one listener on the signal: node warns of no leak', async () => {
    const host = startHost('aborts-overlapping-calls.js');
    expect(await host.exited).toBe(0);
    expect(host.stdout).toBe('not needed any more\n');
    expect(host.stderr).not.toContain('Warning');
  });
});
