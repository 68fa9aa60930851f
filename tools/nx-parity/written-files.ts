import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUT_DIRECTORY } from './workspace-copy';

const LEFT_OUT = new Set(['node_modules', '.git', '.nx']);

/** All files of the workspace, and those that commands were told to write, each with a hash. */
export function writtenFiles(root: string): string {
  return [...lines(root, ''), ...lines(root, OUT_DIRECTORY)].sort().join('\n');
}

function* lines(root: string, directory: string): Generator<string> {
  for (const entry of readdirSync(join(root, directory), { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (LEFT_OUT.has(entry.name)) continue;
    if (entry.isDirectory()) yield* lines(root, path);
    else if (entry.isFile()) yield `${path} ${hashOf(join(root, path))}`;
  }
}

function hashOf(file: string): string {
  return createHash('sha1').update(readFileSync(file)).digest('hex');
}
