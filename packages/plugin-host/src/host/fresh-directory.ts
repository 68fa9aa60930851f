import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface FreshDirectory {
  /** Variables that make Nx and its plugins keep their data there. */
  env: Record<string, string>;
  remove(): void;
}

const PREFIX = 'plugin-host-fresh-';

/**
 * An empty directory for the data of Nx and its plugins, so that a *fresh* graph reads no cache and leaves those of the
 * workspace alone. What a killed host left behind is removed first.
 */
export function createFreshDirectory(): FreshDirectory {
  removeStale();
  const directory = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  return { env: { NX_WORKSPACE_DATA_DIRECTORY: directory }, remove: () => remove(directory) };
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
