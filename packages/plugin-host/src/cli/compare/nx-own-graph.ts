import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import type { NxLocation } from '../../config/nx-location';
import { readRootDotenv } from '../../config/worker-environment';
import { nxGraphFailed } from '../../errors/command-error-texts';
import { makeFreshDirectory, removeFreshDirectory } from '../../host/fresh-directory';
import type { SourceMaps } from '../../nx/adapter';
import type { NxGraphFile } from '../../nx/nx-graph-process';
import { sourceDirectory } from '../../nx/source-directory';
import { startAttached } from '../attached-process';

const SCRIPT = join(__dirname, '..', '..', 'nx', 'nx-graph-process.js');
/** How much of what nx printed is told if it has failed. */
const LAST_LINES = 10;

export interface MappedGraph {
  graph: ProjectGraph;
  sourceMaps: SourceMaps;
}

export interface NxOwnGraph extends MappedGraph {
  /** If there are any, the graph is partial. */
  errors: string[];
}

/**
 * The graph that the workspace's own nx computes, in a process of its own. It isolates its plugins or not, as `env`
 * says. It uses no daemon, and an empty directory for its data: no cache of the workspace is read or written.
 * @throws {WorkspaceError} `NX_FAILED` if it gives none.
 */
export async function computeNxOwnGraph(
  root: string,
  nx: NxLocation,
  env: NodeJS.ProcessEnv,
): Promise<NxOwnGraph> {
  const directory = makeFreshDirectory(root);
  try {
    const [file, log] = [join(directory, 'own-graph.json'), join(directory, 'own-graph.log')];
    const output = openSync(log, 'w');
    const { code, signal } = await startAttached({
      args: [SCRIPT, sourceDirectory(nx), file],
      cwd: root,
      env: {
        ...env,
        ...readRootDotenv(root, nx.directory, env),
        NX_DAEMON: 'false',
        NX_WORKSPACE_ROOT_PATH: root,
        NX_WORKSPACE_DATA_DIRECTORY: directory,
      },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    const printed = () => readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LAST_LINES).join('\n');
    if (code !== 0) throw nxGraphFailed(nx.version, signal ?? `exit code ${code}`, printed());
    const { graph, sourceMaps = {}, errors } = JSON.parse(readFileSync(file, 'utf8')) as NxGraphFile;
    if (!graph) throw nxGraphFailed(nx.version, errors.join('\n'), printed());
    return { graph: graph as ProjectGraph, sourceMaps: sourceMaps as SourceMaps, errors };
  } finally {
    removeFreshDirectory(directory);
  }
}
