import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryNotWritable } from '../error-texts';

const PREFIX = 'plugin-host-fresh-';

/**
 * Gives the Nx of this process and its plugins an empty directory for their data, so that a *fresh* graph reads no cache and
 * leaves those of the workspace alone. It goes with this process; what a killed one left behind is removed first.
 * @throws {WorkspaceError} `OUTPUT_NOT_WRITABLE`
 */
export function useFreshDirectory(): void {
  const directory = make();
  process.env['NX_WORKSPACE_DATA_DIRECTORY'] = directory;
  process.once('exit', () => remove(directory));
}

function make(): string {
  try {
    removeStale();
    return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  } catch (cause) {
    throw temporaryNotWritable(tmpdir(), cause as Error);
  }
}

function removeStale(): void {
  for (const name of readdirSync(tmpdir())) {
    const isOurs = name.startsWith(PREFIX);
    if (isOurs && !isAlive(Number.parseInt(name.slice(PREFIX.length), 10))) remove(join(tmpdir(), name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function remove(directory: string): void {
  try {
    rmSync(directory, { recursive: true, force: true });
  } catch {
    // It belongs to somebody else, or is being written to.
  }
}
