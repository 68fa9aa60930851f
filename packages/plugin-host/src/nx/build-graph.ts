import type { NxGraph, NxPlugin } from './adapter';
import { rememberBesideGraph } from './graph-cache';
import type { NxInternals, PartialError, ProjectConfigurations } from './nx-internals';

/**
 * The composition that Nx itself does without its daemon: configurations, files, graph. Nx collects errors and throws
 * them with what could be computed all the same.
 */
export async function buildGraph<Plugins>(
  nx: NxInternals<Plugins>,
  root: string,
  plugins: { asNxTakesThem: Plugins; all: NxPlugin[] },
  nxJson: Record<string, unknown>,
): Promise<NxGraph> {
  const errors: Error[] = [];
  const configurations = await nx.workspaceFiles
    .retrieveProjectConfigurations(plugins.asNxTakesThem, root, nxJson)
    .catch((error: unknown) =>
      keepPartial<ProjectConfigurations>(error, 'partialProjectConfigurationsResult', errors),
    );
  const { projects, externalNodes, sourceMaps, projectRootMap } = configurations;
  const files = await nx.workspaceFiles.retrieveWorkspaceFiles(root, projectRootMap);
  const { fileMap, allWorkspaceFiles, rustReferences } = files;
  // Nx's file-map cache stays out of it: it keeps the edges of a local plugin that was edited since.
  const cache = null;
  const more = [rustReferences, cache, plugins.all, sourceMaps];
  const { projectGraph, projectFileMapCache } = await nx.buildGraph
    .buildProjectGraphUsingProjectFileMap(
      projects,
      externalNodes,
      fileMap,
      ...(allWorkspaceFiles === undefined ? more : [allWorkspaceFiles, ...more]),
    )
    .catch((error: unknown) => ({
      projectGraph: keepPartial<NxGraph['graph']>(error, 'partialProjectGraph', errors),
      projectFileMapCache: undefined,
    }));
  if (errors.length === 0)
    rememberBesideGraph(projectGraph, { fileMapCache: projectFileMapCache, plugins: plugins.all });
  return { graph: projectGraph, sourceMaps, errors };
}

function keepPartial<T>(error: unknown, key: keyof PartialError, errors: Error[]): T {
  const partial = (error as PartialError)[key] as T | undefined;
  if (partial === undefined) throw error;
  errors.push(...(error as PartialError).errors);
  return partial;
}
