export interface MemoryUse {
  rssBytes: number;
  limitMiB: number | undefined;
  /** When its last hook ended, by `performance.now()`. */
  lastUsedMs: number;
}

const MIB = 1024 * 1024;

/**
 * Which idle workers are let go: those above their own limit, and of the others those that have been idle for longest,
 * until all that stay hold no more than `totalMiB`. Pure; in the order in which they go.
 */
export function chooseReleases<W extends MemoryUse>(workers: W[], totalMiB: number | undefined): W[] {
  const isAbove = ({ rssBytes, limitMiB = Infinity }: W) => rssBytes > limitMiB * MIB;
  const released = workers.filter(isAbove);
  const kept = workers.filter((worker) => !isAbove(worker)).sort((a, b) => a.lastUsedMs - b.lastUsedMs);
  let heldBytes = kept.reduce((sum, { rssBytes }) => sum + rssBytes, 0);
  while (totalMiB !== undefined && heldBytes > totalMiB * MIB && kept.length > 0) {
    const longestIdle = kept.shift()!;
    heldBytes -= longestIdle.rssBytes;
    released.push(longestIdle);
  }
  return released;
}
