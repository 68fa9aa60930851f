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
import { FEATURES, fixtures, FORMATS } from './cells';

/** Makes a workspace with a plugin for each feature in each format; `use` gets its root. Removed afterwards. */
export async function withMatrixWorkspace<T>(use: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'matrix-'));
  try {
    for (const name of ['libs', 'package.json', 'tsconfig.base.json'])
      cpSync(join(fixtures, name), join(root, name), { recursive: true });
    symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
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
  for (const name of ['helper.ts', 'data.json'])
    cpSync(join(fixtures, 'features', name), join(directory, name));
  const hooks = readFileSync(join(fixtures, 'hooks.ts.txt'), 'utf8');
  for (const feature of FEATURES) {
    const source = readFileSync(join(fixtures, 'features', `${feature}.ts`), 'utf8');
    const whole = source.includes('export default') ? source : source + hooks;
    writeFileSync(join(directory, `plugin-${feature}${extension}`), whole);
  }
}
