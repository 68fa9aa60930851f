import type { NxGraph } from './adapter';
import type { NxInternals, PartialError, ProjectConfigurations, SeparatedPlugins } from './nx-internals';

/**
 * The composition that Nx 23 itself does without its daemon: configurations, files, graph. Nx collects errors and throws them
 * with what could be computed all the same.
 */
export async function buildSeparatedGraph(
  nx: NxInternals,
  root: string,
  plugins: SeparatedPlugins,
  nxJson: Record<string, unknown>,
): Promise<NxGraph> {
  const errors: Error[] = [];
  const configurations = await nx.workspaceFiles
    .retrieveProjectConfigurations(plugins, root, nxJson)
    .catch((error: unknown) =>
      keepPartial<ProjectConfigurations>(error, 'partialProjectConfigurationsResult', errors),
    );
  const { projects, externalNodes, sourceMaps, projectRootMap } = configurations;
  const { fileMap, rustReferences } = await nx.workspaceFiles.retrieveWorkspaceFiles(root, projectRootMap);
  const all = [...plugins.specifiedPlugins, ...plugins.defaultPlugins];
  const { projectGraph } = await nx.buildGraph
    // Nx's file-map cache stays out of it: it keeps the edges of a local plugin that was edited since.
    .buildProjectGraphUsingProjectFileMap(
      projects,
      externalNodes,
      fileMap,
      rustReferences,
      null,
      all,
      sourceMaps,
    )
    .catch((error: unknown) => ({
      projectGraph: keepPartial<NxGraph['graph']>(error, 'partialProjectGraph', errors),
    }));
  return { graph: projectGraph, sourceMaps, errors };
}

function keepPartial<T>(error: unknown, key: keyof PartialError, errors: Error[]): T {
  const partial = (error as PartialError)[key] as T | undefined;
  if (partial === undefined) throw error;
  errors.push(...(error as PartialError).errors);
  return partial;
}
