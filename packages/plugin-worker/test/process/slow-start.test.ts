import { join } from 'node:path';
import { fixtures, launchFixture } from '../support/launch-fixture';
import { startHost } from '../support/processes';

// The literal 20 s and 15 s take too long for every run; no timer of the code lies between them and these.
const isLiteral = process.env['B01_LITERAL'] === '1';
const PRELOAD_MS = isLiteral ? 20_000 : 2000;
const POLL_MS = 2000;
const HOST_MS = isLiteral ? 15_000 : 2000;

describe('a slow start', () => {
  it(`B02 nothing polls: the host's loop turns a few times only while a preload blocks for ${POLL_MS} ms`, async () => {
    const host = startHost('counts-its-turns.js', [String(POLL_MS)]);
    expect(await host.exited).toBe(0);
    const [, turns] = /^turns (\d+)$/m.exec(host.stdout)!;
    // Less than once in 100 ms.
    expect(Number(turns)).toBeLessThan(POLL_MS / 100);
  }, 60_000);

  it(`B01 the preload blocks for ${PRELOAD_MS} ms: the plugin loads`, async () => {
    const NODE_OPTIONS = `--require ${join(fixtures, 'preloads', 'blocks-for-a-while.js')}`;
    const env = { NODE_OPTIONS, BLOCKS_FOR_MS: String(PRELOAD_MS) };
    const { worker } = await launchFixture('every-hook', { env });
    expect(worker.launchMs).toBeGreaterThan(PRELOAD_MS);
    expect(worker.state).toBe('ready');
    await worker.stop();
  }, 60_000);

  it(`B01 the host's own loop is blocked for ${HOST_MS} ms after the spawn: the plugin loads`, async () => {
    const host = startHost('blocks-after-the-spawn.js', [String(HOST_MS)]);
    expect(await host.exited).toBe(0);
    expect(host.stdout).toBe('every-hook is ready\n');
  }, 60_000);
});
