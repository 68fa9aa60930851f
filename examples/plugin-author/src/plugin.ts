import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createNodesFromFiles, type CreateNodes } from '@nx/devkit';

export interface DockerOptions {
  targetName?: string;
}

export const name = 'docker-plugin';

/** Each folder with a Dockerfile is a project that can be built as an image. */
export const createNodes: CreateNodes<DockerOptions> = [
  '**/Dockerfile',
  (files, options, context) =>
    createNodesFromFiles(
      (file) => {
        const image = readBaseImage(join(context.workspaceRoot, file), file);
        const root = dirname(file);
        const targets = { [options?.targetName ?? 'image']: buildTarget(root) };
        return { projects: { [root]: { targets, tags: [`base:${image}`] } } };
      },
      files,
      options,
      context,
    ),
];

function readBaseImage(path: string, file: string): string {
  const [, image] = /^FROM\s+([^\s:]+)/m.exec(readFileSync(path, 'utf8')) ?? [];
  if (image === undefined) throw new Error(`${file} has no FROM line.`);
  console.log(`${file} builds on ${image}`);
  return image;
}

function buildTarget(root: string) {
  return {
    command: `docker build --tag ${root.replaceAll('/', '-')} .`,
    options: { cwd: root },
    cache: true,
  };
}
