import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { requirePaths } from './nx-location';
import { noObject, readJsonAsNx } from './read-jsonc';

/**
 * Every supported Nx reads these for each graph, and gives none if one can't be read.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID`, with line and column.
 */
export function checkManifests(root: string): void {
  const files = requirePaths(root).map((directory) => join(directory, 'package.json'));
  for (const file of files.filter((it) => existsSync(it)))
    if (readJsonAsNx(file) === null) throw noObject(file);
}
