import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '../../src/protocol/connection';
import { PROTOCOL_VERSION } from '../../src/protocol/methods';
import { fixtures } from '../support/launch-fixture';
import { until } from '../support/processes';
import { answerTo, closed, connectTo, entry, startEntry, token } from '../support/start-entry';

describe('the entry of a worker', () => {
  const directory = mkdtempSync(join(tmpdir(), 'entry-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('B05 drops a peer without the token and serves the one that has it', async () => {
    const address = join(directory, 'a.sock');
    const { ready, exited, lifeline } = await startEntry(address);
    expect(ready).toMatchObject({ address, protocol: PROTOCOL_VERSION });
    expect(statSync(address).mode & 0o777).toBe(0o600);
    const peers = [
      `{"jsonrpc":"2.0","id":1,"method":"authenticate","params":{"token":"${'b'.repeat(64)}","protocol":${PROTOCOL_VERSION}}}`,
      `{"jsonrpc":"2.0","id":1,"method":"authenticate","params":{"token":"${token}","protocol":${PROTOCOL_VERSION + 1}}}`,
      `{"jsonrpc":"2.0","id":1,"method":"authenticate","params":{"token":["${token}"],"protocol":${PROTOCOL_VERSION}}}`,
      `{"jsonrpc":"2.0","method":"authenticate","params":{"token":"${token}","protocol":${PROTOCOL_VERSION}}}`,
      '{"jsonrpc":"2.0","id":1,"method":"authenticate"}',
      '{"jsonrpc":"2.0","id":1,"method":"stats","params":{}}',
      '{"jsonrpc":"2.0","id":1,"method":"nonsense","params":{}}',
      '{"jsonrpc":"2.0","method":"hello","params":{"token":"mine","protocol":1,"address":null}}',
      '{"jsonrpc":"2.0","id":1,"result":null}',
      '',
      'GET / HTTP/1.1\r\n\r',
      'x'.repeat(10_000),
    ];
    for (const words of peers) expect([words, await answerTo(address, `${words}\n`)]).toEqual([words, '']);
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

  it('B06 listens no longer once the host has come over the lifeline instead', async () => {
    const address = join(directory, 'unused.sock');
    const { lifeline, stop } = await startEntry(address);
    const dropped = closed(await connectTo(address));
    const file = join(fixtures, 'every-hook.js');
    await lifeline.request('initialize', { kind: 'plugin', name: 'x', file, root: fixtures });
    await dropped;
    expect(existsSync(address)).toBe(false);
    await expect(connectTo(address)).rejects.toMatchObject({ code: 'ENOENT' });
    await stop();
  });

  it('B27 CJK and emoji that come byte by byte arrive intact, and so does the answer', async () => {
    const address = join(directory, 'bytes.sock');
    const { stop } = await startEntry(address);
    const socket = await connectTo(address);
    const file = join(fixtures, 'es-module.mjs');
    const name = '日本語のプロジェクト 👩‍👩‍👧‍👦 🚀';
    const context = { workspaceRoot: name, nxJsonConfiguration: {} };
    const requests = [
      ['authenticate', { token, protocol: PROTOCOL_VERSION }],
      ['initialize', { kind: 'plugin', name: 'x', file, root: fixtures }],
      ['createNodes', { configFiles: [name], context }],
    ].map(([method, params], id) => `${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    let answers = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answers += text));
    for (const [id, request] of requests.entries()) {
      for (const byte of Buffer.from(request)) {
        socket.write(Buffer.of(byte));
        await new Promise((resolve) => setImmediate(resolve));
      }
      await until(() => answers.split('\n').length > id + 1, 10_000, `the answer to ${request}`);
    }
    const { result } = JSON.parse(answers.split('\n')[2]) as { result: unknown };
    expect(result).toEqual([['es-module', name, {}]]);
    await stop();
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
