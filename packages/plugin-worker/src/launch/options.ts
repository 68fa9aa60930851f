import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoadedFiles } from '../protocol/loaded-files';
import type { LoaderSettings } from '../protocol/types';
import type { Transport } from './connect-worker';
import type { LogHandler } from '../process/output';

/** Timeouts in milliseconds; 0 switches one off. `NX_PLUGIN_NO_TIMEOUTS=true` switches all of them off. */
export interface Timeouts {
  /**
   * From the spawn to the loaded plugin.
   * @default 600000 (10 minutes, as in Nx)
   */
  loadMs?: number;
  /**
   * For every hook that `hooks` does not name.
   * @default 600000 (10 minutes, as in Nx)
   */
  hookMs?: number;
  /**
   * For single hooks, by their names.
   * @default the value of `hookMs` for each
   */
  hooks?: Partial<Record<string, number>>;
}

/**
 * `true` starts the inspector. With `brk` the worker also waits for a debugger, and stops in it before it loads the
 * plugin.
 */
export type Inspect = boolean | 'brk';

/** What every launch takes, whatever is launched. */
export interface LaunchOptions {
  /**
   * Workspace root and working directory of the worker: a path or a `file:` URL. A relative path resolves against the
   * cwd.
   */
  root: string | URL;
  /**
   * How long the load and the hooks may take. A worker that is too slow is killed.
   * @default 10 minutes for the load and for each hook
   */
  timeouts?: Timeouts;
  /**
   * Added to this process's environment; `undefined` removes a variable.
   * @default {}
   */
  env?: Record<string, string | undefined>;
  /**
   * Arguments for node, such as `--conditions=development`. Those of this process are not inherited.
   * @default []
   */
  execArgv?: string[];
  /**
   * Starts the worker with an inspector on a free port of 127.0.0.1, says where it listens, and sets no timers.
   * @default false
   */
  inspect?: Inspect;
  /**
   * How requests travel: over a private socket, or over the pipe that the worker inherits. `auto` takes the pipe if the
   * system refuses the socket.
   * @default 'auto'
   */
  transport?: Transport;
  /**
   * How a TypeScript file is loaded.
   * @default what Nx would take in this workspace
   */
  loader?: LoaderSettings;
  /**
   * Gets each line that the worker prints.
   * @default prints `[name] line` to this process's stderr
   */
  onLog?: LogHandler;
  /**
   * Aborting it stops the worker and fails what is pending.
   * @default undefined
   */
  signal?: AbortSignal;
}

export interface ProfileRequest {
  file: string;
  /** Called with nothing if it was written, else with the reason why it could not be. */
  onEnd: (error?: Error) => void;
}

/** What a host of workers adds to a launch. */
export interface HostedOptions {
  /**
   * What errors and lines of output call the plugin.
   * @default its name, which is what it calls itself once it is loaded
   */
  knownAs?: string;
  /** Note what the plugin's results may depend on. This is the directory for what the plugin keeps itself. */
  observe?: string;
  /** Writes a CPU profile of the plugin's load and hooks when the worker is stopped. */
  profile?: ProfileRequest | undefined;
  /** Called when the process is connected and has been told what to load. */
  onLoading?: () => void;
  /** Called with what the worker had loaded if it ends unasked, and had the time to say so. */
  onLastFiles?: (files: LoadedFiles) => void;
  /** Gets each answer, and the line in which it came. */
  onAnswer?: (answer: unknown, line: Buffer) => void;
}

/** Launch options with the root as a path. */
export type Launching<O extends LaunchOptions> = Omit<O, 'root'> & HostedOptions & { root: string };

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

/**
 * Environment of a worker: that of this process with `changes`, without an inspector's port, and coloured as the host's
 * terminal is if `changes` and this process say nothing about colours.
 */
export function workerEnvironment(changes: LaunchOptions['env'] = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, ...changes };
  for (const [name, value] of Object.entries(changes)) if (value === undefined) delete env[name];
  const nodeOptions = stripInspect(env['NODE_OPTIONS']);
  if (nodeOptions) env['NODE_OPTIONS'] = nodeOptions;
  else delete env['NODE_OPTIONS'];
  const isDecided = ['FORCE_COLOR', 'NO_COLOR'].some((name) => name in changes || env[name] !== undefined);
  if (!isDecided && process.stderr.isTTY) env['FORCE_COLOR'] = '1';
  return env;
}

/** Two processes can't listen on one inspector's port, and a worker with `--inspect-brk` would wait for ever. */
function stripInspect(nodeOptions: string | undefined): string | undefined {
  return nodeOptions?.replace(/(^|\s)--inspect(-[a-z-]+)?(=\S+)?(?=\s|$)/g, '$1').trim();
}
