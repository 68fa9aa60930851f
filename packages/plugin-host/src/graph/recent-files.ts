import { statSync } from 'node:fs';
import { join } from 'node:path';

/** Clocks of file systems lag behind. */
const SLACK_MS = 1000;

/**
 * Whether one of these files was modified in the second in which the index was made, or since. Nx keeps hashes by modification times in
 * whole seconds: what it has hashed in the very second of a change may change once more without being hashed again.
 */
export function isAnyRecent(root: string, files: string[], indexedAtMs: number): boolean {
  const sinceMs = Math.floor(indexedAtMs / 1000) * 1000 - SLACK_MS;
  return files.some((file) => {
    const stat = statSync(join(root, file), { throwIfNoEntry: false });
    return stat !== undefined && stat.mtimeMs >= sinceMs;
  });
}
