import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { OfficialPlugin } from './official-plugins';
import { write } from './write';

type Reuse = 'observed' | 'index';

/** A new workspace in the directory, with the packages that are installed there, and a project for each plugin. */
export function createOfficialWorkspace(directory: string, plugins: OfficialPlugin[]): string {
  const root = join(directory, 'observed');
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root);
  symlinkSync(join(directory, 'node_modules'), join(root, 'node_modules'), 'dir');
  const lockFile = join(directory, 'package-lock.json');
  if (existsSync(lockFile)) copyFileSync(lockFile, join(root, 'package-lock.json'));
  write(root, 'package.json', JSON.stringify({ name: 'observed', private: true, workspaces: ['*'] }));
  write(root, '.gitignore', 'node_modules\ndist\n.nx\n');
  write(
    root,
    'tsconfig.base.json',
    '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }',
  );
  for (const { project, files, manifest } of plugins) {
    write(root, `${project}/package.json`, JSON.stringify({ name: project, version: '1.0.0', ...manifest }));
    write(root, `${project}/src/index.ts`, 'export const index = 1;\n');
    write(root, `${project}/dist/.keep`, '');
    for (const [file, text] of Object.entries(files)) {
      write(root, join(project, file), text);
      if (text.startsWith('#!')) chmodSync(join(root, project, file), 0o755);
    }
  }
  return root;
}

/** Has these plugins infer, each in its own project alone, and nothing kept. */
export function configure(root: string, plugins: OfficialPlugin[], reuse: Reuse): void {
  const entries = plugins.map(({ plugin, project, include = [`${project}/**`] }) => ({
    plugin,
    options: {},
    include,
  }));
  write(root, 'nx.json', JSON.stringify({ neverConnectToCloud: true, analytics: false, plugins: entries }));
  write(root, 'plugin-host.json', JSON.stringify({ reuse }));
  rmSync(join(root, '.nx'), { recursive: true, force: true });
}
