import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { graphHeld } from '../errors/host-error-texts';
import { describeHolder, findHolder, noteHolder, type Holder } from './lock-holder';
import type { LockWait } from './lock-wait';
import type { FileLock, NxInternals } from './nx-internals';

/**
 * How often the lock is looked at. Nx's own `wait()` can't be given up, and holds its process until the lock is free;
 * its `lock()` blocks the whole process.
 */
const POLL_MS = 50;

/**
 * Nx computes one graph at a time per workspace. Another process that waits for this lock reads Nx's cached graph
 * afterwards, and fails if there is none at all. So the lock is taken only if one exists, or if the work leaves one.
 * @throws {WorkspaceError} `GRAPH_HELD`.
 */
export async function withGraphLock<T>(
  nx: NxInternals<never>,
  work: () => Promise<T>,
  wait: LockWait,
  leavesGraph = false,
): Promise<T> {
  const directory = nx.cacheDirectory.workspaceDataDirectory;
  const file = join(directory, 'project-graph.lock');
  const lock = existsSync(directory) ? openLock(nx.native, file) : undefined;
  if (!lock) return work();
  const isWanted = () => leavesGraph || existsSync(join(directory, 'project-graph.json'));
  do {
    await untilFree(lock, file, wait);
    if (!isWanted()) return work();
    // Nothing comes between the last look and the lock: a process that is second would be blocked by it.
  } while (lock.check());
  lock.lock();
  const endNote = noteHolder(file, wait.busy);
  try {
    return await work();
  } finally {
    endNote();
    lock.unlock();
  }
}

async function untilFree(lock: FileLock, file: string, wait: LockWait): Promise<void> {
  if (!lock.check()) return;
  const { root, busy, timeoutMs, signal } = wait;
  const say = () =>
    `Waiting for the graph of this workspace, computed by ${describeHolder(findHolder(file))}.`;
  const endWait = busy.wait(say);
  const startedAt = performance.now();
  let gotOnAt = startedAt;
  let progress = '';
  try {
    while (lock.check()) {
      await delay(POLL_MS, undefined, { signal });
      const now = performance.now();
      const holder = findHolder(file);
      if (progressOf(holder) !== progress) gotOnAt = now;
      progress = progressOf(holder);
      if (
        timeoutMs > 0 &&
        holder.work.some(({ hook }) => hook !== 'load') &&
        now - gotOnAt > timeoutMs &&
        lock.check()
      )
        throw graphHeld(root, describeHolder(holder), now - startedAt);
    }
  } finally {
    endWait();
  }
}

/** Stays the same while one process does the same work. */
function progressOf({ pid, work }: Holder): string {
  return JSON.stringify([pid, work]);
}

/**
 * `undefined` if the file can't be opened for writing, as in a read-only workspace or one of another user. Nx fails
 * there.
 */
function openLock({ FileLock, IS_WASM }: NxInternals<never>['native'], file: string): FileLock | undefined {
  if (!FileLock || IS_WASM) return undefined;
  try {
    return new FileLock(file);
  } catch {
    return undefined;
  }
}
