import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkParity, compareWithNx, type ParityResult } from '../parity/check-parity';
import { computeOurOutput, graphOf } from '../parity/compute-graphs';
import { repositoryRoot } from '../process/repository';
import { checkNxCommand, checkOneNxCommand } from './check-nx-command';
import { isRecursionRefused } from './check-recursion';
import { installRelease, type InstallOptions } from './install-release';
import { majorOf, type NxRelease } from './nx-releases';

const { findShape } = createRequire(__filename)(
  join(repositoryRoot, 'packages/plugin-host/dist/nx/load-adapter.js'),
) as typeof import('../../packages/plugin-host/src/nx/load-adapter');

interface Found {
  /** Version that was installed. */
  version: string;
  shape: string;
}

interface ReleaseResult extends Found, ParityResult {
  isRecursionRefused: boolean;
  /** How `plugin-host nx` compares with plain nx. */
  nxCommand: string;
}

/** Installs the release in a directory of its own, and compares graphs and commands there. */
export function checkRelease(release: NxRelease, options: InstallOptions): Promise<ReleaseResult> {
  return withRelease(release, options, async (root, found) => {
    const parity = await checkParity(root);
    const nxCommand = await checkNxCommand(root, release);
    return { ...found, ...parity, nxCommand, isRecursionRefused: await isRecursionRefused(root) };
  });
}

/** One graph and one command. */
export function checkReleaseShortly(release: NxRelease, options: InstallOptions) {
  return withRelease(release, options, async (root, found) => {
    const parity = await compareWithNx(root, graphOf(await computeOurOutput(root)), {
      isolatesPlugins: false,
    });
    return { ...found, ...parity, nxCommand: await checkOneNxCommand(root) };
  });
}

async function withRelease<T>(
  release: NxRelease,
  options: InstallOptions,
  use: (root: string, found: Found) => Promise<T>,
): Promise<T> {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'compatibility-'));
  try {
    await installRelease(root, release, options);
    const directory = join(root, 'node_modules', 'nx');
    const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
      version: string;
    };
    const shape = findShape({ directory, version, major: majorOf(release) }).name;
    return await use(root, { version, shape });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
