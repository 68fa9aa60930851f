import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NxInternals } from './nx-internals';

const WAITING = 'Another Nx process computes the graph of this workspace; waiting for it.';

/**
 * Nx computes one graph at a time per workspace. Another process that waits for this lock reads Nx's cached graph afterwards,
 * and fails where there is none at all: the lock is taken only where one exists, or where the work leaves one.
 */
export async function withGraphLock<T>(
  nx: NxInternals<never>,
  work: () => Promise<T>,
  onWait: (sentence: string) => void,
  leavesGraph = false,
): Promise<T> {
  const directory = nx.cacheDirectory.workspaceDataDirectory;
  const { FileLock, IS_WASM } = nx.native;
  if (!FileLock || IS_WASM || !existsSync(directory)) return work();
  const lock = new FileLock(join(directory, 'project-graph.lock'));
  if (lock.locked) onWait(WAITING);
  while (lock.locked) {
    await lock.wait();
    lock.check();
  }
  if (!leavesGraph && !existsSync(join(directory, 'project-graph.json'))) return work();
  lock.lock();
  try {
    return await work();
  } finally {
    lock.unlock();
  }
}
