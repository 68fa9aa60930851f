import { cpus } from 'node:os';
import { setTimeout } from 'node:timers/promises';

const LOOK_MS = 300;
const BUSY_SHARE = 0.15;
/** On a machine that never rests, the numbers say so by themselves. */
const PATIENCE_MS = 15_000;

/** Waits until others have little to do: a daemon goes on after it has answered, at the cost of whoever is next. */
export async function machineAtRest(): Promise<void> {
  const givenUpAt = performance.now() + PATIENCE_MS;
  let before = readTimes();
  while (performance.now() < givenUpAt) {
    await setTimeout(LOOK_MS);
    const now = readTimes();
    if ((now.busy - before.busy) / (now.all - before.all) < BUSY_SHARE) return;
    before = now;
  }
}

/** Of all processors. */
function readTimes(): { busy: number; all: number } {
  const times = cpus().map(({ times }) => times);
  const all = times.flatMap((each) => Object.values(each)).reduce((sum, ms) => sum + ms, 0);
  return { busy: all - times.reduce((sum, { idle }) => sum + idle, 0), all };
}
