import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { configurationInvalid } from '../errors/workspace-error-texts';
import { requirePaths } from './nx-location';
import { noObject, readJsonAsNx } from './read-jsonc';

/**
 * The workspace's `nx.json`, with what it extends, as Nx reads it: a file that is missing, or holds a list, a string or
 * a number, says nothing.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID`, with line and column.
 */
export function readNxJson(root: string): Record<string, unknown> {
  const file = join(root, 'nx.json');
  // Nx reads a preset of its own then, which is empty in every supported version.
  if (!existsSync(file)) return {};
  const own = readJsonAsNx(file) as Record<string, unknown> | null;
  if (own === null) throw noObject(file);
  const base = own['extends'];
  if (!base) return own;
  if (typeof base !== 'string')
    throw configurationInvalid(file, `"extends" must be a string, but is ${JSON.stringify(base)}`);
  return { ...(readJsonAsNx(resolveExtended(root, file, base)) as object | null), ...own };
}

function resolveExtended(root: string, file: string, base: string): string {
  const paths = requirePaths(root);
  try {
    return createRequire(file).resolve(base, { paths });
  } catch (cause) {
    throw configurationInvalid(
      file,
      `"extends" names "${base}", which can't be found from ${paths.join(' or ')}`,
      cause,
    );
  }
}
