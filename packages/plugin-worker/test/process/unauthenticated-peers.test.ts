import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  MAX_UNAUTHENTICATED_PEERS,
  MAX_UNAUTHENTICATED_LINE_BYTES,
  UNAUTHENTICATED_MS,
} from '../../src/socket/unauthenticated-peers';
import { Connection } from '../../src/protocol/connection';
import { PROTOCOL_VERSION } from '../../src/protocol/methods';
import { context, fixtures, graph, launchFixture, rejectionOf } from '../support/launch-fixture';
import { startHost, until } from '../support/processes';
import { closed, connectTo, startEntry, token } from '../support/start-entry';

const descriptorsOf = (pid: number) => readdirSync(`/proc/${pid}/fd`).length;
const preload = (name: string) => join(fixtures, 'preloads', `${name}.js`);

describe('peers that have not shown the token', () => {
  const directory = mkdtempSync(join(tmpdir(), 'unauthenticated-peers-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('B05 hold few descriptors, and not the host, however many they are', async () => {
    const address = join(directory, 'many.sock');
    const { ready, stop } = await startEntry(address);
    const before = descriptorsOf(ready.pid);
    const peers = await Promise.all(Array.from({ length: 300 }, () => connectTo(address)));
    const allClosed = Promise.all(peers.map(closed));
    await until(
      () => peers.filter(({ destroyed }) => destroyed).length >= 300 - MAX_UNAUTHENTICATED_PEERS,
      10_000,
      'dropped',
    );
    expect(descriptorsOf(ready.pid)).toBeLessThanOrEqual(before + MAX_UNAUTHENTICATED_PEERS);
    const host = new Connection(await connectTo(address));
    await expect(host.request('authenticate', { token, protocol: PROTOCOL_VERSION })).resolves.toEqual({
      pid: ready.pid,
    });
    await allClosed;
    await until(() => descriptorsOf(ready.pid) <= before, 10_000, 'the socket of the host alone');
    await stop();
  });

  it('B05 are dropped in time where they send nothing, or byte by byte', async () => {
    const address = join(directory, 'slow.sock');
    const { ready, stop } = await startEntry(address);
    const before = descriptorsOf(ready.pid);
    const [silent, slow] = [await connectTo(address), await connectTo(address)];
    const dripping = setInterval(() => slow.write('x'), 50);
    const startedAt = performance.now();
    await Promise.all([closed(silent), closed(slow)]);
    clearInterval(dripping);
    expect(performance.now() - startedAt).toBeLessThan(5 * UNAUTHENTICATED_MS);
    await until(
      () => descriptorsOf(ready.pid) === before,
      10_000,
      'no descriptor of an unauthenticated peer',
    );
    await stop();
  });

  it('B05 are dropped as soon as their line is too long, also if it never ends', async () => {
    const address = join(directory, 'long.sock');
    const { stop } = await startEntry(address);
    const socket = await connectTo(address);
    const startedAt = performance.now();
    socket.write('x'.repeat(MAX_UNAUTHENTICATED_LINE_BYTES + 1));
    await closed(socket);
    expect(performance.now() - startedAt).toBeLessThan(UNAUTHENTICATED_MS);
    await stop();
  });

  it('a host whose first line comes in pieces, with more behind it, is served', async () => {
    const address = join(directory, 'pieces.sock');
    const { ready, stop } = await startEntry(address);
    const socket = await connectTo(address);
    let answers = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answers += text));
    const lines = [
      { id: 1, method: 'authenticate', params: { token, protocol: PROTOCOL_VERSION } },
      { id: 2, method: 'stats', params: {} },
    ].map((message) => JSON.stringify({ jsonrpc: '2.0', ...message }));
    const bytes = `${lines.join('\n')}\n`;
    for (const part of [bytes.slice(0, 20), bytes.slice(20, 150), bytes.slice(150)]) {
      socket.write(part);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until(() => answers.split('\n').length > 2, 10_000, 'two answers');
    const [first, second] = answers.split('\n').map((line) => line && (JSON.parse(line) as unknown));
    expect(first).toEqual({ jsonrpc: '2.0', id: 1, result: { pid: ready.pid } });
    expect(second).toMatchObject({ id: 2, result: { pid: ready.pid } });
    await stop();
  });
});

describe('a host that is taken for an unauthenticated peer', () => {
  it('B01 is blocked for longer than peers are waited for: it connects again', async () => {
    const host = startHost('blocks-once-it-is-connected.js', [String(1.5 * UNAUTHENTICATED_MS)]);
    expect(await host.exited).toBe(0);
    expect(host.stdout).toBe('every-hook is ready, after 2 attempts\n');
  }, 30_000);

  it('B06 is dropped again and again: requests go over the lifeline', async () => {
    const execArgv = ['--require', preload('drops-every-peer')];
    const { worker, plugin } = await launchFixture('every-hook', { execArgv, options: { prefix: 'p-' } });
    expect(await plugin.createMetadata!(graph(), context)).toEqual({ a: { metadata: { prefix: 'p-' } } });
    await worker.stop();
    const error = await rejectionOf(launchFixture('every-hook', { execArgv, transport: 'socket' }));
    expect(error).toMatchObject({ code: 'WORKER_START_FAILED', plugin: './every-hook', hook: 'load' });
    expect(error.message).toContain('dropped the connection');
  });
});
