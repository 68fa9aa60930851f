import { isAnything } from '../guards';
import type { NxJson, ProjectGraph } from '../nx-types';
import { defineHook } from './hook-spec';

export interface CreateMetadataContext {
  nxJsonConfiguration: NxJson;
  workspaceRoot: string;
}

export interface CreateMetadataParams {
  graph: ProjectGraph;
  context: CreateMetadataContext;
}

export type ProjectsMetadata = Record<string, { metadata?: Record<string, unknown> }>;

export type CreateMetadata = (
  graph: ProjectGraph,
  context: CreateMetadataContext,
) => Promise<ProjectsMetadata>;

export const createMetadata = defineHook<CreateMetadataParams, ProjectsMetadata, CreateMetadata>({
  summary: 'Adds metadata to projects.',
  params: { graph: isAnything, context: isAnything },
  sample: {
    params: {
      graph: { nodes: {}, dependencies: {} },
      context: { workspaceRoot: '/ws', nxJsonConfiguration: {} },
    },
    result: { a: { metadata: { owner: 'team' } } },
  },
  isForGraph: true,
  measure: ({ graph }: { graph?: Partial<ProjectGraph> }) => ({
    size: Object.keys(graph?.nodes ?? {}).length,
    of: 'project',
  }),
  call: (hook, options, { graph, context }) => hook(graph, options, context),
});
