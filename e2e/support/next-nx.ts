import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { repositoryRoot } from '../../tools/process/repository';
import type { Workspace } from './create-workspace';

/** The same nx, but for its version and where it is; in a workspace with `modules: 'own'`. */
export function installNextNx(workspace: Workspace): void {
  const nx = `${repositoryRoot}/node_modules/nx`;
  const manifest = JSON.parse(readFileSync(`${nx}/package.json`, 'utf8')) as object;
  workspace.remove('node_modules/nx');
  workspace.write('node_modules/nx/package.json', JSON.stringify({ ...manifest, version: '23.99.0' }));
  for (const name of readdirSync(nx).filter((entry) => entry !== 'package.json'))
    symlinkSync(`${nx}/${name}`, workspace.path('node_modules/nx', name));
}
