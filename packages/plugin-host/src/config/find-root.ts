import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { nxJsonMissing, nxJsonNowhere, rootMissing } from '../errors/workspace-error-texts';

/**
 * A folder with one of these files is a root to Nx, whatever is above it. The scripts are of an Nx in
 * `.nx/installation`.
 */
const MARKS = ['nx.json', 'nx', 'nx.bat'];

/**
 * The workspace root: `directory` itself if it is given, else the one that Nx takes from the cwd.
 * @throws {WorkspaceError} `ROOT_NOT_FOUND`
 */
export function findRoot(directory: string | undefined, cwd = process.cwd(), env = process.env): string {
  if (directory !== undefined) return givenRoot(resolve(cwd, directory));
  // Nx looks no further if this is set.
  const named = env['NX_WORKSPACE_ROOT_PATH'];
  if (named) return existingDirectory(resolve(cwd, named));
  const found = searchUpwards(cwd);
  if (found === undefined) throw nxJsonNowhere(cwd);
  return realpathSync(found);
}

function givenRoot(directory: string): string {
  const root = existingDirectory(directory);
  const found = searchUpwards(root);
  if (found !== root) throw nxJsonMissing(root, found);
  return root;
}

function existingDirectory(directory: string): string {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) throw rootMissing(directory);
  return realpathSync(directory);
}

/**
 * As every supported Nx does it: the nearest folder with a mark, else the topmost with an nx installed, and never `/`.
 */
function searchUpwards(start: string): string | undefined {
  let topmost: string | undefined;
  for (let directory = start; directory !== dirname(directory); directory = dirname(directory)) {
    if (MARKS.some((name) => isFile(join(directory, name)))) return directory;
    if (isFile(join(directory, 'node_modules', 'nx', 'package.json'))) topmost = directory;
  }
  return topmost;
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
