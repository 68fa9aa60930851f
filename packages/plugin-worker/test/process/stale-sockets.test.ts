import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { launchPluginWorker } from '../support/built-package';
import { fixtures, rejectionOf } from '../support/launch-fixture';
import { startHost, until } from '../support/processes';

/** Socket files of workers that have this directory for their temporary files. */
function socketsIn(directory: string): string[] {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.sock'));
}

describe('a socket file that a killed host left behind', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'stale-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('B05 B11 is gone after the next start', async () => {
    const env = { TMPDIR: directory, XDG_RUNTIME_DIR: '' };
    const killed = startHost(
      'launches-and-ends.js',
      ['SIGKILL', 'connecting', 'every-hook', 'blocks-once-it-listens'],
      env,
    );
    await until(() => killed.stdout.includes('here'), 20_000, 'the worker that listens');
    const [stale] = socketsIn(directory);
    expect(stale).toMatch(new RegExp(`/${killed.child.pid}-[\\w-]+\\.sock$`));
    killed.child.stdin.write('end\n');
    expect(await killed.exited).toBe('SIGKILL');
    expect(socketsIn(directory)).toEqual([stale]);

    const next = startHost('launches-and-ends.js', ['return', 'idle', 'every-hook'], env);
    await until(() => next.stdout.includes('here'), 20_000, 'the next host');
    expect(socketsIn(directory)).toEqual([]);
    next.child.stdin.write('end\n');
    expect(await next.exited).toBe(0);
  }, 40_000);
});

test('B13 a worker that is killed between listening and being connected leaves no socket file beside a living host', async () => {
  const directory = join(process.env['XDG_RUNTIME_DIR'] || tmpdir(), `plugin-isolation-${userInfo().uid}`);
  const ours = () =>
    existsSync(directory) ? readdirSync(directory).filter((name) => name.startsWith(`${process.pid}-`)) : [];
  const controller = new AbortController();
  const launch = launchPluginWorker({
    plugin: './every-hook',
    root: fixtures,
    execArgv: ['--require', join(fixtures, 'preloads', 'blocks-once-it-listens.js')],
    signal: controller.signal,
  });
  const outcome = rejectionOf(launch);
  await until(() => ours().length === 1, 20_000, 'the socket of the worker');
  controller.abort();
  await outcome;
  expect(ours()).toEqual([]);
});
