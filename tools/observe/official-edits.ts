import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OfficialPlugin } from './official-plugins';
import { write } from './write';

export interface OfficialEdit {
  /** As the table says it. */
  name: string;
  apply(root: string, plugins: OfficialPlugin[]): void;
}

/** In the project of each plugin. */
const inEach = (name: string, apply: (directory: string, plugin: OfficialPlugin) => void): OfficialEdit => ({
  name,
  apply: (root, plugins) => {
    for (const plugin of plugins) apply(join(root, plugin.project), plugin);
  },
});

const append = (file: string, text: string) => appendFileSync(file, text);

function describe(manifest: string): void {
  const value = JSON.parse(readFileSync(manifest, 'utf8')) as object;
  writeFileSync(manifest, JSON.stringify({ ...value, description: 'Nobody reads it.' }));
}

/**
 * Of a package.json, that of the project or of the root, only the description. The other files are made; the directory
 * of the ignored one is there before.
 */
export const OFFICIAL_EDITS: OfficialEdit[] = [
  inEach('source', (directory) => append(join(directory, 'src/index.ts'), 'export const edited = true;\n')),
  inEach('configuration', (directory, { configuration }) => append(join(directory, configuration), '\n')),
  inEach('package.json', (directory) => describe(join(directory, 'package.json'))),
  { name: 'root', apply: (root) => describe(join(root, 'package.json')) },
  inEach('beside src', (directory) => write(directory, 'notes.txt', '')),
  inEach('in src', (directory) => write(directory, 'src/other.ts', 'export const other = 1;\n')),
  inEach('ignored', (directory) => write(directory, 'dist/index.js', '')),
];
