import { isGone, reportedPids, startHost, until } from '../support/processes';

const STAGES = [
  ['idle', 'every-hook', 1],
  ['idle', 'ignores-sigterm', 1],
  ['idle', 'starts-a-sleeper', 2],
  ['call', 'hangs-forever', 1],
  ['call', 'blocks-forever', 1],
  ['call', 'ignores-sigterm', 1],
  ['call', 'starts-a-sleeper', 2],
] as const;

/** Ends a host in one way at one stage; resolves with how it ended and the processes that it had. */
async function endHost(fixture: string, stage: string, ending: string) {
  const signal = ending.startsWith('SIG') ? (ending as NodeJS.Signals) : undefined;
  const host = startHost('launches-and-ends.js', fixture, stage, signal ? 'none' : ending);
  await until(() => /^(now|idle)$/m.test(host.stdout), 15_000, `stage ${stage} (${host.stderr})`);
  if (signal) host.child.kill(signal);
  const ended = await host.exited;
  return { ended, pids: reportedPids(host.stdout) };
}

describe.each(STAGES)('a host that ends while a worker is in stage %s: %s', (stage, fixture, processes) => {
  const endings = ['SIGKILL', 'SIGTERM', 'throw', 'exit', ...(stage === 'idle' ? ['return'] : [])];
  const codes: Record<string, unknown> = {
    SIGKILL: 'SIGKILL',
    SIGTERM: 'SIGTERM',
    throw: 1,
    exit: 5,
    return: 0,
  };

  it.each(endings)(
    'B11 leaves no process behind after %s',
    async (ending) => {
      const { ended, pids } = await endHost(fixture, stage, ending);
      expect(ended).toBe(codes[ending]);
      expect(pids).toHaveLength(processes);
      await until(() => pids.every(isGone), 10_000, `the end of ${pids.join(', ')}`);
    },
    30_000,
  );
});

describe('a host script', () => {
  it('B10 ends by itself, at once, with an idle worker alive', async () => {
    const host = startHost('launches-and-ends.js', 'every-hook', 'idle', 'return');
    await until(() => host.stdout.includes('now'), 15_000, 'the idle worker');
    const startedAt = performance.now();
    expect(await host.exited).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(5 * 200);
  });

  it('B10 is kept alive by a pending call alone', async () => {
    const host = startHost('launches-and-ends.js', 'answers-late', 'call', 'return');
    expect(await host.exited).toBe(0);
    await until(() => host.child.stdout.destroyed, 5000, 'the end of its output');
    expect(host.stdout).toContain('answered');
  });
});
