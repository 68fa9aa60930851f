import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NxInternals } from './nx-internals';

/**
 * Nx computes one graph at a time per workspace. Another process that waits for this lock reads Nx's cached graph afterwards,
 * and fails where there is none at all: the lock is taken only where one exists.
 */
export async function withGraphLock<T>(
  nx: NxInternals<never>,
  work: () => Promise<T>,
  onWait: () => void,
): Promise<T> {
  const directory = nx.cacheDirectory.workspaceDataDirectory;
  const { FileLock, IS_WASM } = nx.native;
  if (!FileLock || IS_WASM || !existsSync(directory)) return work();
  const lock = new FileLock(join(directory, 'project-graph.lock'));
  if (lock.locked) onWait();
  while (lock.locked) {
    await lock.wait();
    lock.check();
  }
  if (!existsSync(join(directory, 'project-graph.json'))) return work();
  lock.lock();
  try {
    return await work();
  } finally {
    lock.unlock();
  }
}
