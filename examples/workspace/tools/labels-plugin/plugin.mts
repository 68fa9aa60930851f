import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CreateMetadata, CreateNodes } from '@nx/devkit';

export interface LabelsOptions {
  targetName: string;
}

enum Group {
  Docs = 'Documentation',
}

const labels = JSON.parse(await readFile(new URL('./labels.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;

export const name = 'labels-plugin';

export const createNodes: CreateNodes<LabelsOptions> = [
  'libs/*/README.md',
  (files, options) =>
    files.map((file) => {
      const targetName = options?.targetName ?? 'describe';
      const targets = { [targetName]: { command: `cat ${basename(file)}`, options: { cwd: dirname(file) } } };
      const metadata = { targetGroups: { [Group.Docs]: [targetName] } };
      return [file, { projects: { [dirname(file)]: { targets, metadata } } }] as const;
    }),
];

export const createMetadata: CreateMetadata<LabelsOptions> = async (graph, _options, { workspaceRoot }) => {
  const known = Object.values(graph.nodes).filter(({ name: project }) => Object.hasOwn(labels, project));
  const entries = known.map(async ({ name: project, data }) => {
    const text = await readFile(join(workspaceRoot, data.root, 'README.md'), 'utf8');
    return [project, { metadata: { description: `${labels[project]}: ${text.trim()}` } }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
};
