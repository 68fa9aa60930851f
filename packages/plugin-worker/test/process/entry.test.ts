import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { Connection } from '../../src/protocol/connection';
import { PROTOCOL_VERSION, type Params } from '../../src/protocol/methods';
import { fixtures } from '../support/launch-fixture';

const entry = join(__dirname, '../../dist/entry/main.js');
const token = 'a'.repeat(64);

/** A worker that a foreign client drives, by nothing but the written protocol. */
async function startEntry(address: string) {
  const child = spawn(process.execPath, [entry, 'by-hand'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    detached: true,
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let lifeline!: Connection;
  const ready = new Promise<Params<'ready'>>((resolve) => {
    lifeline = new Connection(child.stdio[3] as unknown as Duplex, {
      onNotification: (method, params) => method === 'ready' && resolve(params as Params<'ready'>),
    });
  });
  lifeline.notify('hello', { token, protocol: PROTOCOL_VERSION, address });
  return { exited, lifeline, ready: await ready };
}

const connectTo = async (address: string): Promise<Socket> => {
  const socket = connect(address);
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return socket;
};
const closed = (socket: Socket) =>
  new Promise((resolve) => socket.once('close', resolve).on('error', () => undefined));

describe('the entry of a worker', () => {
  const directory = mkdtempSync(join(tmpdir(), 'entry-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('B05 drops a peer without the token and serves the one that has it', async () => {
    const address = join(directory, 'a.sock');
    const { ready, exited, lifeline } = await startEntry(address);
    expect(ready).toMatchObject({ address, protocol: PROTOCOL_VERSION });
    expect(statSync(address).mode & 0o777).toBe(0o600);
    const strangers = [
      '{"jsonrpc":"2.0","id":1,"method":"authenticate","params":{"token":"wrong","protocol":1}}\n',
      '{"jsonrpc":"2.0","id":1,"method":"stats","params":{}}\n',
      'GET / HTTP/1.1\r\n\r\n',
      `${'x'.repeat(10_000)}\n`,
    ];
    for (const words of strangers) {
      const socket = await connectTo(address);
      socket.resume().write(words);
      await closed(socket);
    }
    const host = new Connection(await connectTo(address));
    await expect(host.request('authenticate', { token, protocol: PROTOCOL_VERSION })).resolves.toEqual({
      pid: ready.pid,
    });
    const file = join(fixtures, 'every-hook.js');
    const loaded = await host.request('initialize', { kind: 'plugin', name: 'x', file, root: fixtures });
    expect(loaded).toMatchObject({ name: 'every-hook', loader: { kind: 'node' } });
    await expect(host.request('stop', {})).resolves.toBeNull();
    expect(await exited).toBe(0);
    lifeline.close(new Error('done'));
  });

  it('B06 says why it cannot listen, and serves over the lifeline', async () => {
    const { ready, exited, lifeline } = await startEntry(join(directory, 'missing', 'a.sock'));
    expect(ready).toMatchObject({ address: null, reason: expect.stringMatching(/^E[A-Z]+$/) as string });
    await expect(lifeline.request('stats', {})).resolves.toMatchObject({ pid: ready.pid });
    await lifeline.request('stop', {});
    expect(await exited).toBe(0);
    lifeline.close(new Error('done'));
  });

  it('tells a person who runs it by hand what it is', async () => {
    const child = spawn(process.execPath, [entry], { stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(1);
    expect(text).toContain('This file is the entry of a plugin worker.');
  });
});
