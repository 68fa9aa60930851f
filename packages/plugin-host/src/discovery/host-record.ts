import { createHash } from 'node:crypto';
import { linkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { claimPrivateDirectories } from '@plugin-isolation/plugin-worker/internal/private-directory';
import { removeLeftovers } from './leftovers';
import { readRecord, type HostRecord } from './record-file';

/** Writes the record beside the socket of the host. `undefined` if another host's is there already. */
export function writeRecord(record: HostRecord, nearAddress: string): string | undefined {
  const file = join(recordDirectory(nearAddress), nameOf(record.root));
  const unfinished = `${file}.${record.pid}`;
  writeFileSync(unfinished, JSON.stringify(record), { mode: 0o600 });
  try {
    // Unlike a rename, it fails if the name is taken: of two hosts that start at once, one serves.
    linkSync(unfinished, file);
    return file;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** The records of this root's hosts, which may be gone, with their files. Most often one or none. */
export function readRecords(root: string): { file: string; record: HostRecord }[] {
  const found = new Map<string, HostRecord>();
  for (const { directory } of claimPrivateDirectories()) {
    if (directory === undefined) continue;
    removeLeftovers(directory);
    const file = join(directory, nameOf(root));
    const record = readRecord(file);
    if (record) found.set(file, record);
  }
  return [...found].map(([file, record]) => ({ file, record }));
}

/** Named pipes are in no directory. */
function recordDirectory(address: string): string {
  if (process.platform !== 'win32') return dirname(address);
  for (const { directory } of claimPrivateDirectories()) if (directory !== undefined) return directory;
  throw new Error('there is no private directory');
}

function nameOf(root: string): string {
  return `${createHash('sha256').update(realpathSync(root)).digest('hex').slice(0, 32)}.host.json`;
}
