import { isAnything, optional } from '../guards';
import type { FileMap, NxJson, ProjectConfiguration, ProjectGraphExternalNode } from '../nx-types';
import { isPartTree, type PartShape, type PartTree } from '../parts';
import { defineHook } from './hook-spec';

export interface CreateDependenciesContext {
  nxJsonConfiguration: NxJson;
  workspaceRoot: string;
  projects: Record<string, ProjectConfiguration>;
  externalNodes: Record<string, ProjectGraphExternalNode>;
  fileMap: FileMap;
  filesToProcess: FileMap;
}

export interface CreateDependenciesParams {
  context: CreateDependenciesContext;
  /** What was sent in parts. */
  parts?: PartTree;
}

export interface RawDependency {
  source: string;
  target: string;
  type: string;
  sourceFile?: string;
}

export type CreateDependencies = (context: CreateDependenciesContext) => Promise<RawDependency[]>;

const FILE_MAP: PartShape = { projectFileMap: 'eachSorted', nonProjectFiles: 'whole' };

export const createDependencies = defineHook<CreateDependenciesParams, RawDependency[], CreateDependencies>({
  summary: 'Adds edges to the project graph.',
  params: { context: isAnything, parts: optional(isPartTree) },
  sample: {
    params: {
      context: {
        workspaceRoot: '/ws',
        nxJsonConfiguration: {},
        projects: {},
        externalNodes: {},
        fileMap: { projectFileMap: {}, nonProjectFiles: [] },
        filesToProcess: { projectFileMap: {}, nonProjectFiles: [] },
      },
    },
    result: [{ source: 'a', target: 'b', type: 'static', sourceFile: 'a/index.ts' }],
  },
  isForGraph: true,
  parts: {
    context: {
      nxJsonConfiguration: 'whole',
      projects: 'each',
      externalNodes: 'whole',
      fileMap: FILE_MAP,
      filesToProcess: FILE_MAP,
    },
  },
  measure: ({ context }: { context?: Partial<CreateDependenciesContext> }) => ({
    size: countFiles(context?.filesToProcess),
    of: 'file',
  }),
  call: (hook, options, { context }) => hook(options, context),
});

function countFiles(map: Partial<FileMap> | undefined): number {
  let count = map?.nonProjectFiles?.length ?? 0;
  for (const project in map?.projectFileMap) count += map.projectFileMap[project].length;
  return count;
}
