import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { seconds, summarise } from '../bench/statistics';
import { createRandom } from '../random/random';
import { childrenOf, holdsWithin, isGone, MARK, processesWith } from './observe';
import { report } from './report';

const host = join(__dirname, 'launches-three.js');
const KILL_WITHIN_MS = 1000;
/** As everywhere, a busy CI machine gets five times the bound. */
const GONE_WITHIN_MS = process.env['CI'] ? 10_000 : 2000;

/**
 * Kills a host of three workers at random moments while and after they are launched, and times how long something of it
 * is left.
 */
export async function runKillHost(times: number, seed: number): Promise<void> {
  const random = createRandom(seed);
  const goneMs: number[] = [];
  const processes: number[] = [];
  for (let nth = 0; nth < times; nth++) {
    const killed = await killHost(random.next() * KILL_WITHIN_MS);
    goneMs.push(killed.goneMs);
    processes.push(killed.processes);
  }
  const { median, max } = summarise(goneMs);
  const late = goneMs.filter((ms) => ms > GONE_WITHIN_MS).length;
  report(
    [
      { what: 'hosts killed', value: times },
      { what: 'processes at the kill, median', value: summarise(processes).median },
      { what: 'processes at the kill, most', value: Math.max(...processes) },
      { what: 'until nothing is left, median', value: seconds(median) },
      { what: 'until nothing is left, slowest', value: seconds(max) },
      { what: `hosts of which something is left after ${GONE_WITHIN_MS / 1000} s`, value: late, mustBe: 0 },
    ],
    `chaos -- --kill-host ${times} --seed ${seed}`,
  );
}

/** Kills a host of three workers after so many milliseconds, and times how long something of it is left. */
export async function killHost(afterMs: number): Promise<{ goneMs: number; processes: number }> {
  const mark = randomUUID();
  const env = { ...process.env, [MARK]: mark };
  const child = spawn(process.execPath, [host], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  // From here on it launches: before, there is nothing to be left of it.
  await once(child.stdout, 'data');
  await delay(afterMs);
  const processes = processesWith(mark);
  // The reaper has an environment of its own.
  const pids = new Set([...processes, ...childrenOf(child.pid!)]);
  child.kill('SIGKILL');
  const killedAt = performance.now();
  const isOver = () => [...pids].every(isGone) && processesWith(mark).length === 0;
  await holdsWithin(GONE_WITHIN_MS + 100, isOver);
  const goneMs = performance.now() - killedAt;
  for (const pid of processesWith(mark)) process.kill(pid, 'SIGKILL');
  return { goneMs, processes: pids.size };
}
