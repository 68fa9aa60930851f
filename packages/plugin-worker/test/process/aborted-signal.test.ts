import { startHost, until } from '../support/processes';

it('a call that is aborted with 10 MB unsent to a stopped worker does not hold the host', async () => {
  const host = startHost('aborts-with-unsent-bytes.js');
  expect(await host.exited).toBe(0);
  expect(host.stdout).toBe('not needed any more\n');
}, 20_000);

it('what a suspended worker answered without reading it does not hold the host', async () => {
  const host = startHost('is-answered-unread.js');
  try {
    // Without an end of its own, it would wait for the worker to read on.
    await until(() => host.child.exitCode !== null, 15_000, 'the end of the host');
    expect(host.stdout).toBe('{}\n');
  } finally {
    host.child.kill('SIGKILL');
  }
}, 20_000);

it('B13 thirty workers that share a signal: node warns of no leak', async () => {
  const host = startHost('launches-thirty.js');
  expect(await host.exited).toBe(0);
  expect(host.stdout).toBe('30 stopped\n');
}, 60_000);
