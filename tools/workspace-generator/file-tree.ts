import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Paths below the workspace root, with forward slashes, and their contents. */
export type FileTree = Record<string, string>;

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function writeFileTree(directory: string, files: FileTree): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
