import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INTERNALS } from '../nx/nx-internals';

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

/** Where one nx can be taken over. */
export interface Seams {
  loading: LoadingShape;
  /** What says whether plugins are isolated. Up to Nx 20.3 it is out of reach. */
  isolation?: string;
  /** What loads a plugin into the process of nx. */
  inProcess: string;
  /**
   * Whether another process may load this nx while it starts. Up to Nx 20.7, the first process that loads it copies its
   * native code, and one that loads what is there of the copy by then crashes.
   */
  startsBesideOthers: boolean;
}

const ISOLATION = 'project-graph/plugins/isolation';

/** The first that is there. */
const LOADING_SHAPES: LoadingShape[] = [
  // From Nx 23.3 on
  {
    name: 'loadIsolatedNxPlugin',
    file: `${ISOLATION}/load-isolated-plugin.js`,
    signs: ['wantPlugins'],
    givesPlugin: true,
  },
  // Nx 22.5 to 23.2
  {
    name: 'loadIsolatedNxPlugin',
    file: `${ISOLATION}/load-isolated-plugin.js`,
    signs: [],
    givesPlugin: false,
  },
  // Nx 20 to 22.4, before 22.1 without the plugin's position
  { name: 'loadRemoteNxPlugin', file: `${ISOLATION}/plugin-pool.js`, signs: [], givesPlugin: false },
];

export const SEAMS = {
  graph: 'project-graph/project-graph.js',
  daemon: 'daemon/client/client.js',
  /** From Nx 22 on. */
  metrics: 'tasks-runner/process-metrics-service.js',
  /** Not in the first releases of Nx 20, which have no such hooks. */
  taskHooks: 'project-graph/plugins/tasks-execution-hooks.js',
} as const;

/** Called, and left as they are. */
export const CALLED = {
  workspaceFiles: 'project-graph/utils/retrieve-workspace-files.js',
  buildGraph: 'project-graph/build-project-graph.js',
  workspaceContext: 'utils/workspace-context.js',
} as const;

/** From Nx 20.4 on. */
const ENABLED = `${ISOLATION}/enabled.js`;

/** The first that is there: from Nx 20.3 on, and before. */
const IN_PROCESS = ['project-graph/plugins/in-process-loader.js', 'project-graph/plugins/loader.js'];

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
  [CALLED.workspaceFiles, ['retrieveWorkspaceFiles']],
  [CALLED.buildGraph, ['getFileMap']],
  [CALLED.workspaceContext, ['setupWorkspaceContext']],
];

/** Where this nx can be taken over, or what it lacks for that. Nothing of it is loaded. */
export function findSeams(source: string): Seams | { missing: string } {
  const has = (file: string, ...names: string[]) => missingExports(source, file, names).length === 0;
  const missing = [
    ...EXPORTS.flatMap(([file, names]) => missingExports(source, file, names)),
    // What our host loads, whatever the shape.
    ...Object.values(INTERNALS).filter((file) => !existsSync(join(source, file))),
  ];
  if (missing.length > 0) return { missing: listFew([...new Set(missing)]) };
  const loading = LOADING_SHAPES.find(({ file, name, signs }) => has(file, name, ...signs));
  if (!loading) return { missing: `what loads plugins in ${ISOLATION}` };
  const inProcess = IN_PROCESS.find((file) => has(file, 'loadNxPlugin'));
  if (!inProcess) return { missing: `loadNxPlugin of ${IN_PROCESS[0]}` };
  const startsBesideOthers = readFileSync(join(source, INTERNALS.native), 'utf8').includes('renameSync');
  const isolation = has(ENABLED, 'isIsolationEnabled') && { isolation: ENABLED };
  return { loading, inProcess, startsBesideOthers, ...isolation };
}

function listFew(names: string[]): string {
  const more = names.length > 3 ? ` and ${names.length - 2} more` : '';
  return names.slice(0, more ? 2 : 3).join(', ') + more;
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
