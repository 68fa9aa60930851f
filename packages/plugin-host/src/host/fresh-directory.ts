import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface FreshDirectory {
  /** Variables that make Nx and its plugins keep their data there. */
  env: Record<string, string>;
  remove(): void;
}

/**
 * An empty directory for the data of Nx and its plugins, so that a *fresh* graph reads no cache and leaves those of the
 * workspace alone.
 */
export function createFreshDirectory(): FreshDirectory {
  const directory = mkdtempSync(join(tmpdir(), 'plugin-host-fresh-'));
  return {
    env: { NX_WORKSPACE_DATA_DIRECTORY: directory },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
