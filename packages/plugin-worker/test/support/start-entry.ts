import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Connection } from '../../src/protocol/connection';
import { PROTOCOL_VERSION, type Params } from '../../src/protocol/methods';

export const entry = join(__dirname, '../../dist/bundle/main.js');
export const token = 'a'.repeat(64);

const started = new Set<ChildProcess>();

// What a failed test left running would keep jest alive.
afterAll(() => started.forEach((child) => child.kill('SIGKILL')));

/** A worker that a foreign client drives, by nothing but the written protocol. */
export async function startEntry(address: string) {
  const child = spawn(process.execPath, [entry, 'by-hand'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    detached: true,
  });
  started.add(child);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let lifeline!: Connection;
  const ready = new Promise<Params<'ready'>>((resolve) => {
    lifeline = new Connection(child.stdio[3] as unknown as Duplex, {
      onNotification: (method, params) => method === 'ready' && resolve(params as Params<'ready'>),
    });
  });
  lifeline.notify('hello', { token, protocol: PROTOCOL_VERSION, address });
  const stop = async () => {
    lifeline.close(new Error('done'));
    await exited;
  };
  return { exited, lifeline, ready: await ready, stop };
}

export async function connectTo(address: string): Promise<Socket> {
  const socket = connect(address);
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return socket;
}

export function closed(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('close', resolve).on('error', () => undefined));
}

/** What a peer that says `words` is told before it is dropped. */
export async function answerTo(address: string, words: string): Promise<string> {
  const socket = await connectTo(address);
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
  socket.write(words);
  await closed(socket);
  return answer;
}
