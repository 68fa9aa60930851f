import { stoppedError } from './error-texts';
import { settledWithin } from '../process/settled-within';
import type { WorkerClient } from './worker-client';

/** The rungs of the stop ladder, each with the time that the worker gets on it. */
export const STOP_LADDER = {
  /** Pending calls may end; new ones are refused. */
  drainMs: 1000,
  /** The worker was asked to stop and its lifeline was closed. */
  closeMs: 500,
  /** Its group got SIGTERM. */
  terminateMs: 500,
  /** Its group got SIGKILL. */
  killMs: 2000,
};

/** Longest time that a stop takes, in milliseconds. */
export const STOP_TOTAL_MS = Object.values(STOP_LADDER).reduce((sum, ms) => sum + ms, 0);

const stopping = new WeakMap<WorkerClient, Promise<void>>();

/** Stops a worker, whatever it is doing; safe to call at any time, any number of times. Resolves when it is gone. */
export function stopWorker(client: WorkerClient): Promise<void> {
  let stop = stopping.get(client);
  if (!stop) {
    stop = climbLadder(client);
    stopping.set(client, stop);
  }
  return stop;
}

async function climbLadder(client: WorkerClient): Promise<void> {
  const { process } = client;
  if (process.exit) return;
  process.hold();
  try {
    const wasStarting = client.lifecycle.state === 'starting';
    client.lifecycle.moveTo('draining');
    if (!wasStarting) await client.drained(STOP_LADDER.drainMs);
    client.endCalls((of) => stoppedError(of));
    if (await hasExited(client, wasStarting ? 0 : STOP_LADDER.closeMs)) return;
    process.signalGroup('SIGTERM');
    if (await hasExited(client, STOP_LADDER.terminateMs)) return;
    process.signalGroup('SIGKILL');
    await hasExited(client, STOP_LADDER.killMs);
  } finally {
    process.release();
  }
}

function hasExited(client: WorkerClient, withinMs: number): Promise<boolean> {
  return settledWithin(client.process.exited, withinMs);
}
