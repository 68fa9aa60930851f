import type { HookName, LogLine, PluginProxy } from '@plugin-isolation/plugin-worker';
import type { InspectedPlugins } from '../config/inspected-plugins';
import type { PluginSettings } from '../config/host-settings';
import type { SerializedWorkerEvent } from '../host/host-event';
import type { ComputedGraph } from '../schedule/compute-graph';

/** What `createPluginHost` takes. */
export interface PluginHostOptions extends PluginSettings {
  /**
   * Workspace root: a path, or a `file:` URL. A relative path resolves against the cwd.
   * @default the root that Nx finds from the cwd
   */
  root?: string | URL;
  /**
   * Limit for all workers together, in MiB. If they hold more when a graph is done, those that have been idle for
   * longest are stopped.
   * @default no limit
   */
  totalMemoryMiB?: number;
  /**
   * Added to the environment of the host process and of its workers.
   * @default {}
   */
  env?: Record<string, string>;
  /**
   * Plugins to run with an inspector and without timers, by their names in `nx.json`. `'brk'` stops before the plugin
   * is loaded.
   * @default {}
   */
  inspect?: InspectedPlugins;
  /**
   * Gets what plugins print.
   * @default prints it on this process's stderr, as `[plugin] line`, unless somebody listens to `log`
   */
  onLog?(line: LogLine): void;
}

/** What `computeProjectGraph` takes. */
export interface ComputeOptions {
  /**
   * New workers, and no cache of ours or Nx's. Waits for the calls before it. Calls that ask for it at the same time
   * share one new host process.
   * @default false
   */
  fresh?: boolean;
  /**
   * Aborting it ends the wait. The host goes on with its computation for others.
   * @default none
   */
  signal?: AbortSignal;
}

/** What `status` takes. */
export interface PluginHostStatusOptions {
  /**
   * Starts workers that are not running, and waits until they are loaded. If it is false, nothing is started, and each
   * plugin is described as it is now.
   * @default true
   */
  start?: boolean;
}

/** What the listeners of a host get, by the names of events. */
export interface PluginHostEvents {
  /** A line that a plugin, or the host process, printed. */
  log: [LogLine];
  /** What happened to a worker. `type` says what, and which fields there are. */
  worker: [SerializedWorkerEvent];
  /** A graph that this process asked for, and got. */
  graph: [ComputedGraph];
  /** Why a request of this process failed; the request rejects with it, too. */
  error: [Error];
  /** A sentence for a person who waits. */
  waiting: [string];
}

/** The function of a hook, as `runHook` takes its arguments and gives its result: options are bound. */
export type HookFunction<H extends HookName> = Extract<
  NonNullable<PluginProxy[H]> extends [string, infer Patterned] ? Patterned : NonNullable<PluginProxy[H]>,
  (...args: never[]) => Promise<unknown>
>;
