import { isAnything, optional } from '../guards';
import type { NxJson, ProjectGraph } from '../nx-types';
import { isPartTree, type PartTree } from '../parts';
import { defineHook } from './hook-spec';

export interface CreateMetadataContext {
  nxJsonConfiguration: NxJson;
  workspaceRoot: string;
}

export interface CreateMetadataParams {
  graph: ProjectGraph;
  context: CreateMetadataContext;
  /** What was sent in parts. */
  parts?: PartTree;
}

export type ProjectsMetadata = Record<string, { metadata?: Record<string, unknown> }>;

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
