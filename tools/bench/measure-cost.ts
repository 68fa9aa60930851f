import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { holdsWithin, isGone } from '../chaos/observe';

/** In kB: resident, proportional share of it, and what no other process shares. */
interface Memory {
  rss: number;
  share: number;
  own: number;
}

/** What `cost-host.js` says. */
interface HostCost {
  firstLaunchMs: number;
  laterLaunchMs: number;
  shellSpawnMs: number;
  shell: Memory;
  worker: Memory;
  /** Bytes of the host's heap and buffers. */
  heapPerWorker: number;
  idlePid: number;
  blockedPid: number;
}

interface BareCost extends Memory {
  threadMs?: number;
}

export interface CostSample {
  host: HostCost;
  idleGoneMs: number;
  blockedGoneMs: number;
  bare: BareCost & { startMs: number };
  withThread: BareCost;
}

const GONE_WITHIN_MS = 10_000;

export async function measureCost(): Promise<CostSample> {
  const bare = await run<BareCost>('bare-node.js', []);
  await end(bare.child);
  const withThread = await run<BareCost>('bare-node.js', ['thread']);
  await end(withThread.child);
  const { said: host, child } = await run<HostCost>('cost-host.js', []);
  child.kill('SIGKILL');
  const [idleGoneMs, blockedGoneMs] = await Promise.all([host.idlePid, host.blockedPid].map(untilGone));
  return {
    host,
    idleGoneMs,
    blockedGoneMs,
    bare: { ...bare.said, startMs: bare.elapsedMs },
    withThread: withThread.said,
  };
}

/** Starts the program and reads its first line. */
async function run<T>(file: string, args: string[]) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(__dirname, file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout }))
    return { child, said: JSON.parse(line) as T, elapsedMs: performance.now() - startedAt };
  throw new Error(`${file} ended and said nothing`);
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function untilGone(pid: number): Promise<number> {
  const startedAt = performance.now();
  if (await holdsWithin(GONE_WITHIN_MS, () => isGone(pid))) return performance.now() - startedAt;
  throw new Error(`process ${pid} is still there ${GONE_WITHIN_MS} ms after its host was killed`);
}
