/** The shapes that travel between host and worker; those of hooks are in their own files. */

import type { Capabilities } from './hooks/hooks';
import type { LoaderReport, LoaderSettings } from './loader-types';
import type { SerializedError } from './serialize-error';

export type * from './loader-types';

export interface InitializeParams {
  kind: 'plugin' | 'module';
  /** Name of a plugin that exports none. */
  name: string;
  /** What errors call it. Default: `name`. */
  knownAs?: string;
  /** Absolute path of the file to import. */
  file: string;
  root: string;
  options?: unknown;
  loader?: LoaderSettings;
  /** Position in `nx.json`'s `plugins`. */
  index?: number;
  /**
   * Note what the plugin's results may depend on: `observed` answers with it. This is the directory for what the plugin
   * keeps itself, which is no input then.
   */
  observe?: string;
  /** Wait for a debugger, and stop in it, before the file is imported. */
  pauseBeforeLoad?: boolean;
  /** Begin a CPU profile before the file is imported. */
  profile?: boolean;
}

/** Answer to `initialize`. */
export interface LoadedModule {
  name: string;
  capabilities: Capabilities;
  loader: LoaderReport;
  /** Names of the exported functions, if the module is not a plugin. */
  functions: string[];
  /** A sentence about a plugin that has no hook, if that looks like a mistake. */
  note?: string;
  /** Milliseconds from the request to the loaded module, measured in the worker. */
  loadMs: number;
}

export interface WorkerStats {
  pid: number;
  /** Resident set size in bytes. */
  rssBytes: number;
  heapUsedBytes: number;
  /** Processor time of the worker in milliseconds. */
  cpuMs: number;
  uptimeMs: number;
}

export interface WorkerEvent {
  name: string;
  payload: unknown;
}

export interface HelloParams {
  token: string;
  protocol: number;
  /** Socket path or named pipe to listen on; `null` if requests are to go over the lifeline. */
  address: string | null;
}

export interface ReadyParams {
  address: string | null;
  pid: number;
  protocol: number;
  /** Why the worker could not listen, as an errno name. */
  reason?: string;
}

export interface FatalParams {
  origin: 'uncaughtException' | 'unhandledRejection';
  error: SerializedError;
}
