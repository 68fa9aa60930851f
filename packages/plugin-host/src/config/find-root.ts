import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { nxJsonMissing, nxJsonNowhere, rootMissing } from '../error-texts';

/**
 * The workspace root: `directory` itself where it is given, else the nearest folder from the cwd upwards with an `nx.json`.
 * @throws {WorkspaceError} `ROOT_NOT_FOUND`
 */
export function findRoot(directory: string | undefined, cwd = process.cwd()): string {
  if (directory === undefined) return realpathSync(searchUpwards(cwd));
  const root = resolve(cwd, directory);
  if (!existsSync(root) || !statSync(root).isDirectory()) throw rootMissing(root);
  if (!hasNxJson(root)) throw nxJsonMissing(root);
  return realpathSync(root);
}

function searchUpwards(start: string): string {
  for (let directory = start; ; directory = dirname(directory)) {
    if (hasNxJson(directory)) return directory;
    if (directory === dirname(directory)) break;
  }
  throw nxJsonNowhere(start);
}

function hasNxJson(directory: string): boolean {
  return existsSync(join(directory, 'nx.json'));
}
