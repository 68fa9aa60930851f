import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CreateDependencies, CreateNodes, ImplicitDependency } from '@nx/devkit';
import { toTag } from '@example/naming';
import { readComponent } from './component';

export interface NamingOptions {
  tagPrefix: string;
}

const implicit = 'implicit' as ImplicitDependency['type'];

export const name = 'naming-plugin';

export const createNodes: CreateNodes<NamingOptions> = [
  'libs/*/component.json',
  (files, options, { workspaceRoot }) =>
    files.map((file) => {
      const { layer } = readComponent(workspaceRoot, file);
      const tags = [toTag(options?.tagPrefix ?? 'layer', layer)];
      return [file, { projects: { [dirname(file)]: { tags } } }] as const;
    }),
];

export const createDependencies: CreateDependencies<NamingOptions> = (
  _options,
  { projects, workspaceRoot },
) =>
  Object.entries(projects).flatMap(([source, { root }]) => {
    const file = join(root, 'component.json');
    if (!existsSync(join(workspaceRoot, file))) return [];
    return readComponent(workspaceRoot, file).expects.map((target): ImplicitDependency => ({
      source,
      target,
      type: implicit,
    }));
  });
