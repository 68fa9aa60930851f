import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoadedFiles } from '../protocol/loaded-files';
import type { LoaderSettings } from '../protocol/types';
import type { Transport } from './connect-worker';
import type { LogHandler } from '../process/output';

/** Timeouts in milliseconds; 0 switches one off. The default is Nx's: 10 minutes for the load and for each hook. */
export interface Timeouts {
  loadMs?: number;
  /** For every hook that `hooks` does not name. */
  hookMs?: number;
  hooks?: Partial<Record<string, number>>;
}

/** `true` starts the inspector; `brk` also has the worker wait for a debugger, and stop in it right before it loads the plugin. */
export type Inspect = boolean | 'brk';

/** What every launch takes, whatever is launched. */
export interface LaunchOptions {
  /** Workspace root: working directory of the worker; a path or a `file:` URL. A relative path resolves against the cwd. */
  root: string | URL;
  timeouts?: Timeouts;
  /** Added to this process's environment; `undefined` removes a variable. */
  env?: Record<string, string | undefined>;
  /** Arguments for node, such as `--conditions=development`. Those of this process are not inherited. */
  execArgv?: string[];
  /**
   * Starts the worker with an inspector on a free port of 127.0.0.1, says where it listens, and sets no timers. `'brk'` waits for
   * a debugger before the plugin is loaded. Default false.
   */
  inspect?: Inspect;
  /** Default `auto`: a private socket, or the lifeline where a socket is refused. */
  transport?: Transport;
  loader?: LoaderSettings;
  /** Gets each line that the worker prints. Default: this process's stderr, as `[name] line`. */
  onLog?: LogHandler;
  /** Aborting it stops the worker and fails what is pending. */
  signal?: AbortSignal;
  /** Called when the process is connected and has been told what to load. */
  onLoading?: () => void;
  /** Called with what the worker had loaded where it ends unasked, and had the time to say so. */
  onLastFiles?: (files: LoadedFiles) => void;
  /** Which worker of its plugin this is; 1 is the first. */
  generation?: number;
}

/** Launch options with the root as a path. */
export type Launching<O extends LaunchOptions> = Omit<O, 'root'> & { root: string };

export function rootPath(root: string | URL): string {
  return resolve(typeof root === 'string' ? root : fileURLToPath(root));
}

const DEFAULT_TIMEOUT_MS = 10 * 60 * 1000;

/** The timeout for one hook, in milliseconds; 0 means none. `NX_PLUGIN_NO_TIMEOUTS=true` switches every timer off. */
export function timeoutFor(hook: string, timeouts: Timeouts = {}): number {
  if (process.env['NX_PLUGIN_NO_TIMEOUTS'] === 'true') return 0;
  if (hook === 'load') return timeouts.loadMs ?? DEFAULT_TIMEOUT_MS;
  return timeouts.hooks?.[hook] ?? timeouts.hookMs ?? DEFAULT_TIMEOUT_MS;
}

/** Environment of a worker: this process's with `changes`, without an inspector's port, coloured as the host's terminal is. */
export function workerEnvironment(changes: LaunchOptions['env'] = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, ...changes };
  for (const [name, value] of Object.entries(changes)) if (value === undefined) delete env[name];
  const nodeOptions = stripInspect(env['NODE_OPTIONS']);
  if (nodeOptions) env['NODE_OPTIONS'] = nodeOptions;
  else delete env['NODE_OPTIONS'];
  const isDecided = env['FORCE_COLOR'] !== undefined || env['NO_COLOR'] !== undefined;
  if (!isDecided && process.stderr.isTTY) env['FORCE_COLOR'] = '1';
  return env;
}

/** Two processes can't listen on one inspector's port, and a worker with `--inspect-brk` would wait for ever. */
function stripInspect(nodeOptions: string | undefined): string | undefined {
  return nodeOptions?.replace(/(^|\s)--inspect(-[a-z-]+)?(=\S+)?(?=\s|$)/g, '$1').trim();
}
