import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { cutIntoChunks, type LineSource } from '../line-source';
import { type Connection, isRequest, parseMessage } from '../protocol';
import { demand, quote, type Target } from '../target';
import { FuzzedWorker } from './worker-process';

/** Peers without the token get no answer, whatever they say, and the host gets in after them. */
export async function fuzzUnauthenticatedPeers(): Promise<Target> {
  const directory = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const worker = new FuzzedWorker(join(directory, 'fuzz.sock'));
  await worker.greet();
  const beUnauthenticatedPeer = async (words: Buffer) => {
    const socket = await worker.connect();
    let answer = 0;
    socket.on('data', (chunk: Buffer) => (answer += chunk.length)).on('error', () => undefined);
    // A reset by the worker is an end, too.
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.end(words);
    await worker.alive(closed, `an unauthenticated peer is dropped that said ${quote(words)}`);
    demand(answer === 0, `an unauthenticated peer that said ${quote(words)} was answered`);
  };
  return {
    async feed(source: LineSource, count: number) {
      const words = Array.from({ length: count }, () => Buffer.concat([source.next(), Buffer.from('\n')]));
      for (let at = 0; at < words.length; at += 20)
        await Promise.all(words.slice(at, at + 20).map(beUnauthenticatedPeer));
    },
    async finish() {
      const { connection } = await worker.authenticate();
      await worker.alive(connection.request('stats', {}), 'the answer to the host');
      await worker.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The host of a real worker talks nonsense on the socket. */
export async function fuzzSocket(): Promise<Target> {
  const directory = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const worker = new FuzzedWorker(join(directory, 'fuzz.sock'));
  await worker.greet();
  const { socket, connection } = await worker.authenticate();
  const removeDirectory = () => rmSync(directory, { recursive: true, force: true });
  return talk(worker, socket, connection, removeDirectory);
}

/** The same where requests go over the lifeline. */
export async function fuzzLifeline(): Promise<Target> {
  const worker = new FuzzedWorker(null);
  await worker.greet();
  return talk(worker, worker.lifelineStream, worker.lifeline, () => undefined);
}

async function talk(
  worker: FuzzedWorker,
  stream: Duplex,
  connection: InstanceType<typeof Connection>,
  cleanUp: () => void,
): Promise<Target> {
  await worker.load(connection, stream);
  return {
    async feed(source: LineSource, count: number) {
      const lines = Array.from({ length: count }, () => source.next()).filter((line) => !asksToStop(line));
      for (const chunk of cutIntoChunks(lines, source.random)) {
        if (!stream.write(chunk)) await worker.alive(once(stream, 'drain'), 'it reads on');
      }
      await worker.check(stream);
    },
    async finish() {
      await worker.stop();
      cleanUp();
    },
  };
}

/** What a worker obeys by its end. A newline inside splits the line. */
function asksToStop(bytes: Buffer): boolean {
  return bytes
    .toString('latin1')
    .split('\n')
    .some((line) => {
      try {
        const message = parseMessage(Buffer.from(line, 'latin1'));
        return isRequest(message) && message.method === 'stop';
      } catch {
        return false;
      }
    });
}
