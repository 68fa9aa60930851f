import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How nx hands on what loads a plugin in isolation. Internals move inside a major, so the shape is probed. */
export interface LoadingShape {
  /** What Nx calls it. */
  name: 'loadIsolatedNxPlugin' | 'loadRemoteNxPlugin';
  file: string;
  /** Exports by which it is told from others. */
  signs: string[];
  /** Whether it resolves with the plugin itself, or with a promise of it and a function that lets it go. */
  givesPlugin: boolean;
}

const ISOLATION = 'project-graph/plugins/isolation';

/** The first that is there. */
const LOADING_SHAPES: LoadingShape[] = [
  // Nx 24
  {
    name: 'loadIsolatedNxPlugin',
    file: `${ISOLATION}/load-isolated-plugin.js`,
    signs: ['wantPlugins'],
    givesPlugin: true,
  },
  // Nx 22.2 to 23
  {
    name: 'loadIsolatedNxPlugin',
    file: `${ISOLATION}/load-isolated-plugin.js`,
    signs: [],
    givesPlugin: false,
  },
  // Nx 20 to 22.1, without the plugin's position
  { name: 'loadRemoteNxPlugin', file: `${ISOLATION}/plugin-pool.js`, signs: [], givesPlugin: false },
];

export const SEAMS = {
  graph: 'project-graph/project-graph.js',
  daemon: 'daemon/client/client.js',
  isolation: `${ISOLATION}/enabled.js`,
} as const;

/** Called, and left as they are. */
export const CALLED = {
  workspaceFiles: 'project-graph/utils/retrieve-workspace-files.js',
  buildGraph: 'project-graph/build-project-graph.js',
  workspaceContext: 'utils/workspace-context.js',
  inProcess: 'project-graph/plugins/in-process-loader.js',
} as const;

const EXPORTS: [file: string, names: string[]][] = [
  [
    SEAMS.graph,
    [
      'createProjectGraphAsync',
      'createProjectGraphAndSourceMapsAsync',
      'buildProjectGraphAndSourceMapsWithoutDaemon',
    ],
  ],
  [SEAMS.daemon, ['daemonClient']],
  [SEAMS.isolation, ['isIsolationEnabled']],
  [CALLED.workspaceFiles, ['retrieveWorkspaceFiles']],
  [CALLED.buildGraph, ['hydrateFileMap']],
  [CALLED.workspaceContext, ['setupWorkspaceContext']],
  [CALLED.inProcess, ['loadNxPlugin']],
];

/** Where this nx can be taken over, or what it lacks for that. Nothing of it is loaded. */
export function findSeams(source: string): { loading: LoadingShape } | { missing: string } {
  const missing = EXPORTS.flatMap(([file, names]) => missingExports(source, file, names));
  if (missing.length > 0) return { missing: missing.join(', ') };
  const loading = LOADING_SHAPES.find(
    ({ file, name, signs }) => missingExports(source, file, [name, ...signs]).length === 0,
  );
  return loading ? { loading } : { missing: `what loads plugins in ${ISOLATION}` };
}

/** Read from the text: to load a module of Nx before Nx does would change what Nx takes from its environment. */
function missingExports(source: string, file: string, names: string[]): string[] {
  const path = join(source, file);
  if (!existsSync(path)) return [file];
  const text = readFileSync(path, 'utf8');
  return names
    .filter((name) => !new RegExp(`^exports\\.${name} = |"${name}", \\{`, 'm').test(text))
    .map((name) => `${name} of ${file}`);
}
