import { startHost } from '../support/processes';

it('a call that is aborted with 10 MB unsent to a stopped worker does not hold the host', async () => {
  const host = startHost('aborts-with-unsent-bytes.js');
  expect(await host.exited).toBe(0);
  expect(host.stdout).toBe('not needed any more\n');
}, 20_000);

it('B13 thirty workers that share a signal: node warns of no leak', async () => {
  const host = startHost('launches-thirty.js');
  expect(await host.exited).toBe(0);
  expect(host.stdout).toBe('30 stopped\n');
}, 60_000);
