import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { WorkspaceError } from '../errors';

/**
 * The workspace root: `directory` itself where it is given, else the nearest folder from the cwd upwards with an `nx.json`.
 * @throws {WorkspaceError} `ROOT_NOT_FOUND`
 */
export function findRoot(directory: string | undefined, cwd = process.cwd()): string {
  if (directory === undefined) return realpathSync(searchUpwards(cwd));
  const root = resolve(cwd, directory);
  if (!existsSync(root) || !statSync(root).isDirectory()) {
    throw new WorkspaceError(
      'ROOT_NOT_FOUND',
      `There is no directory ${root}. Give the workspace root with --root.`,
    );
  }
  if (!hasNxJson(root)) {
    const hint = 'Give the folder that has the nx.json with --root, or run `npx nx init` there.';
    throw new WorkspaceError('ROOT_NOT_FOUND', `There is no nx.json in ${root}. ${hint}`);
  }
  return realpathSync(root);
}

function searchUpwards(start: string): string {
  for (let directory = start; ; directory = dirname(directory)) {
    if (hasNxJson(directory)) return directory;
    if (directory === dirname(directory)) break;
  }
  const message = `There is no nx.json in ${start} or in a folder above it. Give the workspace root with --root.`;
  throw new WorkspaceError('ROOT_NOT_FOUND', message);
}

function hasNxJson(directory: string): boolean {
  return existsSync(join(directory, 'nx.json'));
}
