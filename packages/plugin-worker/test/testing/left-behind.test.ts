import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { describeProcess, processesWith, startHost, until } from '../support/processes';

const GONE_WITHIN_MS = 10_000;
const MARK = 'LEFT_BEHIND_TEST';

test.concurrent.each([
  ['return', 'only-create-nodes.js'],
  ['throw', 'hangs-in-every-hook.js'],
  ['exit', 'ignores-sigterm.js'],
  ['SIGKILL', 'blocks-forever.js'],
])('a test that ends by %s leaves no process and no directory of %s', async (ending, plugin) => {
  const mark = randomUUID();
  const host = startHost('tests-a-plugin.js', [ending, plugin], { [MARK]: mark });
  const left = () => processesWith(MARK, mark);
  try {
    await host.exited;
    const [, root] = /^workspace (.+)$/m.exec(host.stdout) ?? [];
    expect(root).toContain('plugin-test-');
    const isLeft = () => left().length > 0 || existsSync(dirname(root));
    await until(
      () => !isLeft(),
      GONE_WITHIN_MS,
      () => `the end of ${root} and ${left().map(describeProcess).join('; ')}`,
    );
  } finally {
    for (const pid of left()) process.kill(pid, 'SIGKILL');
  }
});
