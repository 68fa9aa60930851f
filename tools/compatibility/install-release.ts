import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../process/repository';
import { runProgram } from '../process/run-program';
import { writeFileTree } from '../workspace-generator/file-tree';
import { generateWorkspace } from '../workspace-generator/generate-workspace';
import { differingFiles } from './differing-files';
import { majorOf, type NxRelease } from './nx-releases';

export interface InstallOptions {
  projectCount: number;
  /** Install `@nx/js`, too, and list its plugin: most of the time and room that an installation takes. */
  hasPlugins: boolean;
}

/** Transpilers, which every major takes in any version: this repository's are linked. */
const LINKED = ['@swc-node/register', '@swc/core', 'typescript'];
/** What `@nx/js` would bring by itself is the newest, which is too new for most of these. */
const TYPESCRIPT = '5.9.3';
const NPM_OPTIONS = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];

/** Generates a workspace in this directory, and installs that Nx there. */
export async function installRelease(
  root: string,
  release: NxRelease,
  { projectCount, hasPlugins }: InstallOptions,
): Promise<void> {
  const { nx, devkit = nx, js = nx } = release;
  const packages = { nx, '@nx/devkit': devkit, ...(hasPlugins && { '@nx/js': js, typescript: TYPESCRIPT }) };
  generateWorkspace(root, { projectCount, seed: majorOf(release), packages });
  writeFileTree(root, differingFiles(root, majorOf(release)));
  await runProgram('npm', ['install', ...NPM_OPTIONS], { cwd: root });
  for (const name of LINKED) {
    const link = join(root, 'node_modules', name);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(repositoryRoot, 'node_modules', name), link, 'dir');
  }
}
