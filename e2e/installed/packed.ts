import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../tools/process/repository';
import { runProgram } from '../support/run-program';

export const PACKAGES = ['plugin-worker', 'plugin-host'] as const;
export type PackageName = (typeof PACKAGES)[number];

export interface Packed extends Disposable {
  directory: string;
  /** Absolute file of a package's tarball. */
  tarball(name: PackageName): string;
}

export function packageDirectory(name: PackageName): string {
  return join(repositoryRoot, 'packages', name);
}

/** The tarballs that `npm publish` would send, in a directory of their own. Disposing removes it. */
export async function packPackages(): Promise<Packed> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'packed-')));
  const packages = PACKAGES.flatMap((name) => ['-w', join('packages', name)]);
  const args = ['pack', '--silent', '--pack-destination', directory, ...packages];
  await runProgram('npm', args, { cwd: repositoryRoot });
  return {
    directory,
    tarball: (name) => join(directory, `plugin-isolation-${name}-${versionOf(name)}.tgz`),
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function versionOf(name: PackageName): string {
  const manifest = readFileSync(join(packageDirectory(name), 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
