import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { requirePaths, type NxLocation } from '../../config/nx-location';
import type { NxAdapter, NxPlugin } from './adapter';
import { buildSeparatedGraph } from './build-separated-graph';
import { withGraphLock } from './graph-lock';
import { loadInternals, type NxInternals } from './nx-internals';
import type { NxShape } from './load-adapter';

const PROBES = [
  'dist/src/project-graph/plugins/get-plugins.js',
  'dist/src/project-graph/utils/project-configuration/project-nodes-manager.js',
];

/** Nx 23: compiled below `dist`, with specified and core plugins in two sets. */
export const separatedShape: NxShape = {
  name: 'nx 23',
  probes: PROBES,
  matches: (nx) => PROBES.every((file) => existsSync(join(nx.directory, file))),
  load: (nx, root) => createAdapter(loadInternals(join(nx.directory, 'dist', 'src')), nx, root),
};

function createAdapter(internals: NxInternals, nx: NxLocation, root: string): NxAdapter {
  silenceNotFound(internals.logger.logger);
  return {
    version: nx.version,
    dataDirectory: internals.cacheDirectory.workspaceDataDirectory,
    readNxJson: () => internals.nxJson.readNxJson(root),
    indexFiles: () => internals.workspaceContext.setupWorkspaceContext(root),
    loadCorePlugins: () => internals.getPlugins.getOnlyDefaultPlugins(root),
    async resolvePlugin(plugin) {
      const { pluginPath, name } = await internals.resolvePlugin.resolveNxPlugin(
        plugin,
        root,
        requirePaths(root),
      );
      return { file: require.resolve(pluginPath), name };
    },
    async matchFiles({ include, exclude }, pattern) {
      const [files] = await internals.workspaceContext.multiGlobWithWorkspaceContext(root, [pattern]);
      return internals.projectConfiguration.findMatchingConfigFiles(files ?? [], include, exclude);
    },
    createNodesContext: (nxJson) => ({ nxJsonConfiguration: nxJson, workspaceRoot: root }),
    buildGraph: (specified: NxPlugin[], core: NxPlugin[], nxJson) =>
      buildSeparatedGraph(internals, root, { specifiedPlugins: specified, defaultPlugins: core }, nxJson),
    withGraphLock: (work, onWait) => withGraphLock(internals, work, onWait),
  };
}

/** Nx prints this where it also throws; the thrown error is ours to tell, with its plugin and a next step. */
function silenceNotFound(logger: NxInternals['logger']['logger']): void {
  const error = logger.error.bind(logger);
  logger.error = (text) => {
    if (typeof text !== 'string' || !text.startsWith('Plugin listed in `nx.json` not found')) error(text);
  };
}
