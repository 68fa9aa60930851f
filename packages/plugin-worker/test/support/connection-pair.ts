import { duplexPair } from 'node:stream';
import { Connection } from '../../src/protocol/connection';
import type { ConnectionOptions } from '../../src/protocol/connection-options';
import type { Params } from '../../src/protocol/methods';

export type CallParams = Params<'call'>;

/** Two connections that talk to each other in memory. */
export function connectPair(workerOptions: ConnectionOptions, hostOptions: ConnectionOptions = {}) {
  const [hostStream, workerStream] = duplexPair();
  const sentByWorker: Buffer[] = [];
  hostStream.on('data', (chunk: Buffer) => sentByWorker.push(chunk));
  const host = new Connection(hostStream, hostOptions);
  const worker = new Connection(workerStream, workerOptions);
  /** The first lines that the worker's side sent. */
  const linesOfWorker = async (count: number): Promise<unknown[]> => {
    const lines = () => Buffer.concat(sentByWorker).toString('utf8').split('\n').slice(0, -1);
    await turnsUntil(() => lines().length >= count);
    return lines().map((line) => JSON.parse(line) as unknown);
  };
  return { host, worker, hostStream, workerStream, linesOfWorker };
}

/** Lets the event loop turn until something has happened; streams in memory need a few turns only. */
export async function turnsUntil(hasHappened: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000; turn++) {
    if (hasHappened()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('10,000 turns of the event loop were not enough');
}
