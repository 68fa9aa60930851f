import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkParity, type ParityResult } from '../parity/check-parity';
import { repositoryRoot } from '../process/repository';
import { checkNxCommand, checkOneNxCommand } from './check-nx-command';
import { isRecursionRefused } from './check-recursion';
import { installRelease, type InstallOptions } from './install-release';
import { majorOf, type NxRelease } from './nx-releases';

const { findShape } = createRequire(__filename)(
  join(repositoryRoot, 'packages/plugin-host/dist/nx/load-adapter.js'),
) as typeof import('../../packages/plugin-host/src/nx/load-adapter');

export interface ReleaseResult extends ParityResult {
  /** Version that was installed. */
  version: string;
  shape: string;
  isRecursionRefused: boolean;
  /** How `plugin-host nx` compares with plain nx. */
  nxCommand: string;
}

/** Installs the release in a directory of its own, and compares graphs and commands there. */
export async function checkRelease(
  release: NxRelease,
  options: InstallOptions,
  { isShort }: { isShort: boolean },
): Promise<ReleaseResult> {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'compatibility-'));
  try {
    await installRelease(root, release, options);
    const directory = join(root, 'node_modules', 'nx');
    const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
      version: string;
    };
    const shape = findShape({ directory, version, major: majorOf(release) }).name;
    const parity = await checkParity(root);
    const nxCommand = await (isShort ? checkOneNxCommand(root) : checkNxCommand(root, majorOf(release)));
    return { version, shape, ...parity, isRecursionRefused: await isRecursionRefused(root), nxCommand };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
