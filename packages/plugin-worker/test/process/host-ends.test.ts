import { randomUUID } from 'node:crypto';
import { childrenOf, describeProcess, isGone, processesWith, startHost, until } from '../support/processes';

/** Two seconds, times five. */
const GONE_WITHIN_MS = 10_000;
const MARK = 'HOST_ENDS_TEST';

/** Stage, plugin, and what is preloaded into the worker. Each worker has a `sleep 60` in its group. */
const STAGES = [
  ['spawning', 'every-hook'],
  ['spawning', 'every-hook', 'blocks-forever'],
  ['preload', 'every-hook', 'blocks-forever'],
  ['preload', 'every-hook', 'waits-forever'],
  ['connecting', 'every-hook', 'blocks-once-it-listens'],
  ['loading', 'blocks-at-load'],
  ['loading', 'hangs-at-load.mjs'],
  ['idle', 'every-hook'],
  ['idle', 'ignores-sigterm'],
  ['call', 'blocks-forever'],
  ['call', 'hangs-forever'],
  ['draining', 'refuses-to-stop'],
  ['draining', 'hangs-forever'],
  ['draining', 'blocks-forever'],
] as const;

const ENDINGS = { SIGKILL: 'SIGKILL', SIGTERM: 'SIGTERM', throw: 1, exit: 5, return: 0 };
type Ending = keyof typeof ENDINGS;

function startMarkedHost(ending: Ending, stage: readonly string[]) {
  const mark = randomUUID();
  const host = startHost('launches-and-ends.js', [ending, ...stage], { [MARK]: mark });
  const left = () => processesWith(MARK, mark);
  const describeLeft = () => `${ending}: the end of ${left().map(describeProcess).join('; ')}`;
  return {
    ...host,
    left,
    reached: () =>
      until(
        () => /^(here|in the call)$/m.test(host.stdout),
        20_000,
        () => `the stage (${host.stderr})`,
      ),
    end: () => host.child.stdin.write('end\n'),
    gone: () => until(() => left().length === 0, GONE_WITHIN_MS, describeLeft),
    stdout: () => host.stdout,
  };
}

/** Uses a host, and ends what a failed test left running of it. */
async function withHost(
  ending: Ending,
  stage: readonly string[],
  use: (host: ReturnType<typeof startMarkedHost>) => Promise<void>,
): Promise<void> {
  const host = startMarkedHost(ending, stage);
  try {
    await use(host);
  } finally {
    for (const pid of host.left()) process.kill(pid, 'SIGKILL');
  }
}

function endHost(ending: Ending, stage: readonly string[]): Promise<void> {
  return withHost(ending, stage, async (host) => {
    if (stage[0] !== 'spawning') {
      await host.reached();
      // The host, its worker, and the worker's child, unless the ladder's SIGTERM has ended that already.
      expect(host.left()).toHaveLength(stage.includes('refuses-to-stop') ? 2 : 3);
      host.end();
    }
    expect([ending, await host.exited]).toEqual([ending, ENDINGS[ending]]);
    await host.gone();
  });
}

/**
 * The first of each kind of stage meets every ending; the others the one in which nothing of the host runs any more.
 */
function endingsOf(stage: (typeof STAGES)[number]): Ending[] {
  if (stage !== STAGES.find(([kind]) => kind === stage[0])) return ['SIGKILL'];
  // A pending call keeps a host alive that only returns.
  return (Object.keys(ENDINGS) as Ending[]).filter((ending) => ending !== 'return' || stage[0] === 'idle');
}

describe('a host that ends', () => {
  it.each(STAGES.map((stage) => ({ stage, title: stage.join(', ') })))(
    'B11 leaves no process behind, in the stage $title',
    async ({ stage }) => {
      await Promise.all(endingsOf(stage).map((ending) => endHost(ending, stage)));
    },
    60_000,
  );

  it(
    'B11 leaves no process behind, also where its reaper was killed before: another one was started',
    () =>
      withHost('SIGKILL', ['call', 'blocks-forever'], async (host) => {
        await host.reached();
        const reapers = () =>
          childrenOf(host.child.pid!).filter((pid) =>
            describeProcess(pid).includes('plugin-isolation-reaper'),
          );
        const [first] = reapers();
        process.kill(first, 'SIGKILL');
        await until(() => isGone(first) && reapers().length === 1, 5000, 'another reaper');
        const [second] = reapers();
        host.end();
        await host.gone();
        await until(() => isGone(second), 5000, 'the end of the reaper');
      }),
    30_000,
  );
});

describe('a host script', () => {
  it('B10 ends by itself, at once, with an idle worker alive', async () => {
    const host = startMarkedHost('return', ['idle', 'every-hook']);
    await host.reached();
    const startedAt = performance.now();
    host.end();
    expect(await host.exited).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(5 * 200);
  });

  it('B10 is kept alive by a pending call alone', async () => {
    const host = startMarkedHost('return', ['call', 'answers-late']);
    expect(await host.exited).toBe(0);
    await until(() => host.child.stdout.destroyed, 5000, 'the end of its output');
    expect(host.stdout()).toContain('answered');
  });
});
