import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../process/repository';
import { writeFileTree } from './file-tree';
import { planProjects } from './plan-projects';
import { projectFiles } from './project-files';
import { createRandom } from '../random/random';
import { LINKED_PACKAGES, PACKAGES_WITHOUT_PLUGINS, rootFiles } from './root-files';

export interface GeneratedWorkspaceOptions {
  projectCount: number;
  seed: number;
  /** Packages that the caller installs. Default: those of this repository, which are linked. */
  packages?: Record<string, string>;
  /** Leave out the plugins of Nx's packages, which take long to load. */
  localPluginsOnly?: boolean;
}

export function generateWorkspace(
  directory: string,
  { projectCount, seed, packages, localPluginsOnly }: GeneratedWorkspaceOptions,
): void {
  const projects = planProjects(projectCount, createRandom(seed));
  const plugin = readFileSync(join(__dirname, 'templates/team-plugin.ts.txt'), 'utf8');
  mkdirSync(directory, { recursive: true });
  const listed = packages ?? (localPluginsOnly ? PACKAGES_WITHOUT_PLUGINS : LINKED_PACKAGES);
  writeFileTree(directory, { ...rootFiles(projects, listed), 'tools/team-plugin/src/index.ts': plugin });
  for (const project of projects) writeFileTree(directory, projectFiles(project));
  if (packages) return;
  copyFileSync(join(repositoryRoot, 'package-lock.json'), join(directory, 'package-lock.json'));
  symlinkSync(join(repositoryRoot, 'node_modules'), join(directory, 'node_modules'), 'dir');
}
