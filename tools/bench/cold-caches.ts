import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const workspaceCaches = ['.nx', '.plugin-host'];

/**
 * A side gets an empty temporary directory for each run: that is where node keeps the compile cache that nx switches
 * on, so that nothing of an earlier run, and nothing of another program, is used or removed.
 */
export async function withColdCaches<T>(root: string, use: (directory: string) => Promise<T>): Promise<T> {
  for (const name of workspaceCaches) rmSync(join(root, name), { recursive: true, force: true });
  const directory = mkdtempSync(join(realpathSync(tmpdir()), 'cold-'));
  const temporary = join(directory, 'tmp');
  mkdirSync(temporary);
  try {
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
