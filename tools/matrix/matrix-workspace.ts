import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../process/repository';
import { fixtures, FORMATS, ROWS } from './cells';

/**
 * Makes a workspace with a plugin for each feature in each format, and the packages of `installation`; `use` gets its
 * root. Removed afterwards.
 */
export async function withMatrixWorkspace<T>(
  use: (root: string) => Promise<T>,
  installation = repositoryRoot,
): Promise<T> {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'matrix-'));
  try {
    for (const name of ['libs', 'package.json', 'tsconfig.base.json'])
      cpSync(join(fixtures, name), join(root, name), { recursive: true });
    symlinkSync(join(installation, 'node_modules'), join(root, 'node_modules'));
    for (const [format, { extension, type }] of Object.entries(FORMATS))
      writePlugins(join(root, 'plugins', format), extension, type);
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function writePlugins(directory: string, extension: string, type: string | undefined): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ type }));
  cpSync(join(fixtures, 'imported'), directory, { recursive: true });
  const hooks = readFileSync(join(fixtures, 'hooks.ts.txt'), 'utf8');
  for (const [rows, features] of Object.entries(ROWS))
    for (const feature of features) {
      const source = readFileSync(join(fixtures, rows, `${feature}.ts`), 'utf8');
      const whole = source.includes('createMetadata') ? source : source + hooks;
      writeFileSync(join(directory, `plugin-${feature}${extension}`), whole);
    }
}
