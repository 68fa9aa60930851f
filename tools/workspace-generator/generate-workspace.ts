import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../process/repository';
import { writeFileTree } from './file-tree';
import { planProjects } from './plan-projects';
import { projectFiles } from './project-files';
import { createRandom } from '../random/random';
import { rootFiles } from './root-files';

export interface GeneratedWorkspaceOptions {
  projectCount: number;
  seed: number;
}

export function generateWorkspace(
  directory: string,
  { projectCount, seed }: GeneratedWorkspaceOptions,
): void {
  const projects = planProjects(projectCount, createRandom(seed));
  const packageLock = readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8');
  const plugin = readFileSync(join(__dirname, 'templates/team-plugin.ts.txt'), 'utf8');
  mkdirSync(directory, { recursive: true });
  writeFileTree(directory, { ...rootFiles(projects, packageLock), 'tools/team-plugin/src/index.ts': plugin });
  for (const project of projects) writeFileTree(directory, projectFiles(project));
  symlinkSync(join(repositoryRoot, 'node_modules'), join(directory, 'node_modules'), 'dir');
}
