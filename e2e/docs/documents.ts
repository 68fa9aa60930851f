import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../tools/process/repository';

const SKIPPED = /^(node_modules|dist|tmp|coverage|fixtures|\..+)$/;

export function filesBelow(directory: string, ending: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (SKIPPED.test(entry.name)) return [];
    return entry.isDirectory() ? filesBelow(path, ending) : path.endsWith(ending) ? [path] : [];
  });
}

/** Every document of the repository. Those of the example are part of a workspace. */
export const documentFiles = filesBelow(repositoryRoot, '.md').filter((file) => !file.includes('/examples/'));
