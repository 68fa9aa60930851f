import { isFileChanges, type FileChanges } from '../file-changes';
import { isAnything, isListOf, isText, optional, type Guard } from '../guards';
import { isArray } from '../intrinsics';
import type { NxJson, ProjectConfiguration, ProjectGraphExternalNode } from '../nx-types';
import { defineHook } from './hook-spec';
import { nameResults } from './name-results';

/** What Nx hands to `createNodes`. */
export interface CreateNodesContext {
  /** `nx.json`, with what it extends. */
  nxJsonConfiguration: NxJson;
  /** Absolute path. */
  workspaceRoot: string;
}

export interface CreateNodesParams {
  configFiles: string[];
  context: CreateNodesContext;
  /** How the workspace's files differ from those of the call before. */
  fileChanges?: FileChanges;
}

/** What one configuration file contributes: projects by root, external nodes by name. */
export interface CreateNodesContribution {
  /** By root, relative to the workspace root. */
  projects?: Record<string, Omit<ProjectConfiguration, 'root'> & { root?: string }>;
  /** By name, such as `npm:semver`. */
  externalNodes?: Record<string, ProjectGraphExternalNode>;
}

/** `[plugin, file, contribution]`: the shape of Nx's loaded plugins, which bind the plugin's name. */
export type CreateNodesResult = [plugin: string, file: string, contribution: CreateNodesContribution];

/** The pattern of the configuration files, and the hook. */
export type CreateNodes = [
  pattern: string,
  createNodes: (configFiles: string[], context: CreateNodesContext) => Promise<CreateNodesResult[]>,
];

const isCreateNodesResult: Guard = (value) =>
  isArray(value) && isText(value[0]) && value[2] !== undefined && value[2] !== null;

export const createNodes = defineHook<CreateNodesParams, CreateNodesResult[], CreateNodes>({
  summary: 'Infers nodes from configuration files; options are bound in the worker.',
  params: { configFiles: isAnything, context: isAnything, fileChanges: optional(isFileChanges) },
  result: isListOf(isCreateNodesResult),
  sample: {
    params: { configFiles: ['a/vite.config.ts'], context: { workspaceRoot: '/ws', nxJsonConfiguration: {} } },
    result: [['@nx/vite/plugin', 'a/vite.config.ts', { projects: { a: { targets: {} } } }]],
  },
  hasPattern: true,
  isForGraph: true,
  measure: ({ configFiles }: Partial<CreateNodesParams>) => ({
    size: configFiles?.length ?? 0,
    of: 'configuration file',
  }),
  call: (hook, options, { configFiles, context }) => hook(configFiles, options, context),
  answer: async (call, { plugin }) => nameResults(plugin, await call()),
});
