import { isAnything, optional } from '../guards';
import type { NxJson, ProjectGraph } from '../nx-types';
import { isPartTree, type PartTree } from '../parts';
import { defineHook } from './hook-spec';

/** What Nx hands to `createMetadata`. */
export interface CreateMetadataContext {
  /** `nx.json`, with what it extends. */
  nxJsonConfiguration: NxJson;
  /** Absolute path. */
  workspaceRoot: string;
}

export interface CreateMetadataParams {
  graph: ProjectGraph;
  context: CreateMetadataContext;
  /** What was sent in parts. */
  parts?: PartTree;
}

/** By name of the project. */
export type ProjectsMetadata = Record<string, { metadata?: Record<string, unknown> }>;

/** Gives metadata of projects. */
export type CreateMetadata = (
  graph: ProjectGraph,
  context: CreateMetadataContext,
) => Promise<ProjectsMetadata>;

export const createMetadata = defineHook<CreateMetadataParams, ProjectsMetadata, CreateMetadata>({
  summary: 'Adds metadata to projects.',
  params: { graph: isAnything, context: isAnything, parts: optional(isPartTree) },
  sample: {
    params: {
      graph: { nodes: {}, dependencies: {} },
      context: { workspaceRoot: '/ws', nxJsonConfiguration: {} },
    },
    result: { a: { metadata: { owner: 'team' } } },
  },
  isForGraph: true,
  parts: {
    graph: { nodes: 'each', externalNodes: 'whole', dependencies: 'each' },
    context: { nxJsonConfiguration: 'whole' },
  },
  measure: ({ graph }: { graph?: Partial<ProjectGraph> }) => ({
    size: Object.keys(graph?.nodes ?? {}).length,
    of: 'project',
  }),
  call: (hook, options, { graph, context }) => hook(graph, options, context),
});
