import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '@plugin-isolation/plugin-worker/internal/processes';
import { noTemporaryDirectory } from '../errors/host-error-texts';

const PREFIX = 'plugin-host-fresh-';

/**
 * Gives the Nx of this process and its plugins an empty directory for their data, so that a *fresh* graph reads no
 * cache and leaves those of the workspace alone. It is removed when this process exits. Directories that killed
 * processes left behind are removed first.
 * @returns its path, for who launched this process: a process that is killed removes nothing.
 * @throws {WorkspaceError} `NO_TEMPORARY_DIRECTORY` if there is no place for it.
 */
export function useFreshDirectory(root: string): string {
  const directory = makeFreshDirectory(root);
  process.env['NX_WORKSPACE_DATA_DIRECTORY'] = directory;
  process.once('exit', () => removeFreshDirectory(directory));
  return directory;
}

/**
 * An empty directory for data of Nx, of which the caller says when it is removed.
 * @throws {WorkspaceError} `NO_TEMPORARY_DIRECTORY` if there is no place for it.
 */
export function makeFreshDirectory(root: string): string {
  return makeDirectory([tmpdir(), '/tmp', join(root, '.nx')]);
}

/** In the first of these places that takes it: `TMPDIR` may name a directory that does not exist. */
function makeDirectory(bases: string[]): string {
  const refusals: string[] = [];
  for (const base of new Set(bases)) {
    try {
      if (base.endsWith('.nx')) mkdirSync(base, { recursive: true });
      removeStale(base);
      return mkdtempSync(join(base, `${PREFIX}${process.pid}-`));
    } catch (error) {
      refusals.push((error as Error).message);
    }
  }
  throw noTemporaryDirectory(tmpdir(), refusals);
}

function removeStale(base: string): void {
  for (const directory of findStaleDirectories(base)) removeFreshDirectory(directory);
}

/** Those in this place whose process is gone. */
export function findStaleDirectories(base: string): string[] {
  const names = readdirSync(base).filter((name) => name.startsWith(PREFIX));
  const stale = names.filter((name) => !isAlive(Number.parseInt(name.slice(PREFIX.length), 10)));
  return stale.map((name) => join(base, name));
}

export function removeFreshDirectory(directory: string): void {
  try {
    // Workers that are ending still remove what is theirs.
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  } catch {
    // It belongs to somebody else, or is being written to.
  }
}
