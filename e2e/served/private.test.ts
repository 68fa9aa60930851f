import { readdirSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { createWorkspace } from '../support/create-workspace';
import { runCli } from '../support/run';
import { WatchProcess } from '../support/watch-process';

interface HostRecord {
  address: string;
  token: string;
}

test('B05 the record of a served host is private, holds no values of variables, and a peer without the token is dropped', async () => {
  using workspace = createWorkspace();
  using sockets = createWorkspace({ modules: 'none' });
  const env = { PLUGIN_ISOLATION_SOCKET_DIRECTORY: sockets.root, ACME_SECRET: 'swordfish' };
  await using watch = new WatchProcess(workspace.root, { env });
  await watch.next('graph');
  const [directory] = readdirSync(sockets.root).filter((name) => name.startsWith('plugin-isolation-'));
  const [name] = readdirSync(sockets.path(directory)).filter((file) => file.endsWith('.host.json'));
  const file = sockets.path(directory, name);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(sockets.path(directory)).mode & 0o777).toBe(0o700);
  const text = readFileSync(file, 'utf8');
  expect(text).not.toContain('swordfish');
  const { address, token } = JSON.parse(text) as HostRecord;
  expect(statSync(address).mode & 0o777).toBe(0o600);

  const stranger = connect(address);
  const received: Buffer[] = [];
  stranger.on('data', (chunk: Buffer) => received.push(chunk)).on('error', () => undefined);
  const ask = {
    jsonrpc: '2.0',
    id: 1,
    method: 'authenticate',
    params: { token: token.replace(/./g, '0'), protocol: 3 },
  };
  stranger.write(`${JSON.stringify(ask)}\n`);
  await once(stranger, 'close');
  expect(received).toEqual([]);
  const stop = await runCli(['stop'], { cwd: workspace.root, env });
  expect(stop.code).toBe(0);
  expect(readdirSync(join(sockets.root, directory))).toEqual([]);
}, 60_000);
