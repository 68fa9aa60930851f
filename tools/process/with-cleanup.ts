import { constants } from 'node:os';

interface Cleanup {
  cleanUp: () => unknown;
  /** An interruption does it, and ends this process. */
  isTaken: boolean;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What is there now, the latest last. */
const pending: Cleanup[] = [];

/**
 * Does `use`, and `cleanUp` after it; also where this process is interrupted, which then ends when all is cleaned up.
 */
export async function withCleanup<T>(cleanUp: () => unknown, use: () => Promise<T>): Promise<T> {
  const own: Cleanup = { cleanUp, isTaken: false };
  if (pending.push(own) === 1) for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    return await use();
  } finally {
    if (own.isTaken) await new Promise<never>(() => {});
    pending.splice(pending.indexOf(own), 1);
    if (pending.length === 0) for (const signal of SIGNALS) process.off(signal, interrupt);
    await cleanUp();
  }
}

let interruption: Promise<void> | undefined;
const interrupt = (signal: (typeof SIGNALS)[number]) => void (interruption ??= cleanUpAll(signal));

/**
 * From the innermost outwards. What waits for it comes no further; what does not, and begins something new, is cleaned
 * up after, too.
 */
async function cleanUpAll(signal: (typeof SIGNALS)[number]): Promise<void> {
  for (let cleanup = pending.pop(); cleanup; cleanup = pending.pop()) {
    cleanup.isTaken = true;
    try {
      await cleanup.cleanUp();
    } catch (error) {
      console.error((error as Error).message);
    }
  }
  process.exit(128 + constants.signals[signal]);
}
