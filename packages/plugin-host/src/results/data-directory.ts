import { join, resolve } from 'node:path';

/** Where Nx keeps its data of a workspace, for who can't ask Nx yet. */
export function dataDirectoryOf(root: string, env: NodeJS.ProcessEnv = process.env): string {
  const given = env['NX_WORKSPACE_DATA_DIRECTORY'] ?? env['NX_PROJECT_GRAPH_CACHE_DIRECTORY'];
  return given ? resolve(root, given) : join(root, '.nx', 'workspace-data');
}
