import { pin } from '../../protocol/intrinsics';
import { callPlugin } from './call-plugin';

const NX_PROJECT_GRAPH = /[\\/]nx[\\/](dist[\\/])?src[\\/]project-graph[\\/]project-graph\.js$/;
const REQUESTS = [
  'createProjectGraphAsync',
  'createProjectGraphAndSourceMapsAsync',
  'buildProjectGraphAndSourceMapsWithoutDaemon',
];

/** What this plugin does for the graph that is being built, such as `createNodes`. */
const atWork = pin(new Set<{ hook: string }>(), 'add', 'delete', 'forEach');

/**
 * Makes Nx's own functions refuse to build a graph while this plugin works for one. Nx itself would wait for ever for
 * the lock that the host holds. Call this before Nx is loaded.
 */
export function refuseGraphRequests(plugin: string): void {
  const load = require.extensions['.js'];
  require.extensions['.js'] = (module, file) => {
    load(module, file);
    if (NX_PROJECT_GRAPH.test(file)) guard(module.exports as Record<string, unknown>, plugin);
  };
}

/** Does a part of the work for the graph, in which no graph can be asked for. */
export async function workForGraph<T>(hook: string, work: () => T | Promise<T>): Promise<T> {
  const part = { hook };
  atWork.add(part);
  try {
    return await callPlugin(work);
  } finally {
    atWork.delete(part);
  }
}

/** The one that has been at work for longest. */
function hookAtWork(): string | undefined {
  let first: string | undefined;
  atWork.forEach(({ hook }) => (first ??= hook));
  return first;
}

function guard(nx: Record<string, unknown>, plugin: string): void {
  for (const name of REQUESTS) {
    const build = nx[name];
    if (typeof build !== 'function') continue;
    const guarded = async (...args: unknown[]) => {
      const hook = hookAtWork();
      if (hook !== undefined) throw withStackOf(guarded, graphRequestError(plugin, hook, name));
      return (await Reflect.apply(build, nx, args)) as unknown;
    };
    nx[name] = guarded;
  }
}

/** docs/errors.md lists this text with all others. */
export function graphRequestError(plugin: string, hook: string, request: string): Error & { code: string } {
  const caller = `The plugin "${plugin}" calls ${request}() in its ${hook}`;
  const text = `${caller}, while the graph that it asks for is being built.`;
  const nextStep = 'Use what the hook is given, or skip the call if global.NX_GRAPH_CREATION is set.';
  return Object.assign(new Error(`${text} ${nextStep}`), { code: 'GRAPH_RECURSION' });
}

/** Makes the stack begin at the plugin's call. */
function withStackOf<E extends Error>(caller: () => unknown, error: E): E {
  Error.captureStackTrace(error, caller);
  return error;
}
