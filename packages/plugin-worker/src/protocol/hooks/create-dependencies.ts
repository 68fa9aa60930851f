import { isAnything, optional } from '../guards';
import type { FileMap, NxJson, ProjectConfiguration, ProjectGraphExternalNode } from '../nx-types';
import { isPartTree, type PartShape, type PartTree } from '../parts';
import { defineHook } from './hook-spec';

/** What Nx hands to `createDependencies`. */
export interface CreateDependenciesContext {
  /** `nx.json`, with what it extends. */
  nxJsonConfiguration: NxJson;
  /** Absolute path. */
  workspaceRoot: string;
  /** By name. */
  projects: Record<string, ProjectConfiguration>;
  /** By name, such as `npm:semver`. */
  externalNodes: Record<string, ProjectGraphExternalNode>;
  /** All files of the workspace. */
  fileMap: FileMap;
  /** Those that have changed since Nx last asked; all, if it has not asked. */
  filesToProcess: FileMap;
}

export interface CreateDependenciesParams {
  context: CreateDependenciesContext;
  /** What was sent in parts. */
  parts?: PartTree;
}

/** One edge, as a plugin gives it. */
export interface RawDependency {
  /** Name of the project that depends. */
  source: string;
  /** Name of the project, or external node, that it depends on. */
  target: string;
  /** `static`, `dynamic` or `implicit`. */
  type: string;
  /** File that it comes from, relative to the workspace root. */
  sourceFile?: string;
}

/** Gives edges of the graph. */
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
