import { createRequire } from 'node:module';
import { join } from 'node:path';
import { configurationInvalid } from '../error-texts';
import { readJsonc } from './read-jsonc';

/**
 * The workspace's `nx.json`, with what it extends. Comments and trailing commas are allowed, as in Nx.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID`, with line and column.
 */
export function readNxJson(root: string): Record<string, unknown> {
  const file = join(root, 'nx.json');
  const own = readJsonc(file);
  const base = own['extends'];
  if (base === undefined) return own;
  if (typeof base !== 'string')
    throw configurationInvalid(file, `"extends" must be a string, but is ${JSON.stringify(base)}`);
  return { ...readJsonc(resolveExtended(root, file, base)), ...own };
}

function resolveExtended(root: string, file: string, base: string): string {
  const paths = [root, join(root, '.nx', 'installation')];
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
