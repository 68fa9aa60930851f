import type { MethodSpec } from '../method-spec';
import type { PartShape } from '../parts';

/** How much a call asks of a hook, for errors: a timeout on 3 files means something else than one on 3,000. */
export interface Batch {
  size: number;
  /** What is counted, in the singular. */
  of: string;
}

/** A hook as its plugin exports it. What it takes and gives, only its author knows. */
export type PluginFunction = (...args: unknown[]) => unknown;

/** What a worker offers to a hook that answers with more than what the plugin returned. */
export interface HookWorker {
  /** The plugin's own name. */
  plugin: string;
  /** Runs `work`, tells what it changed in the environment, and puts that back. `id` is of a run of tasks. */
  withEnvironmentChanges(this: void, work: () => unknown, id?: unknown): Promise<TaskEnvironmentChanges>;
  /** Runs `work` with what was changed for the same run, and puts the environment back. */
  withEnvironmentOf(this: void, work: () => unknown, id?: unknown): Promise<void>;
}

/** What a hook changed in the environment: variables set, and variables deleted. */
export interface TaskEnvironmentChanges {
  set: Record<string, string>;
  deleted: string[];
}

/** The plugin's hook as the caller has it, with options bound; with the pattern of its files if it has one. */
export type LocalFunction = (...args: never[]) => Promise<unknown>;
export type LocalHook = LocalFunction | [pattern: string, hook: LocalFunction];

/**
 * Everything that is particular to one hook. The method table, the proxy, the batch sizes in errors and the worker's
 * binding are derived from it. What runs in the worker must not rely on anything that a plugin may have replaced: see
 * `intrinsics.ts`.
 */
export interface HookSpec<Params, Result, Local extends LocalHook = LocalHook> extends MethodSpec<
  Params,
  Result,
  'hook'
> {
  /** A valid call. Tests make it, and docs/protocol.md shows it. */
  sample: { params: Params; result: Result };
  /** True if the plugin exports `[pattern, hook]`, and not the hook alone. */
  hasPattern?: boolean;
  /** True if it works for the project graph, and so must not ask for one. */
  isForGraph?: boolean;
  /** What of `params` is sent in parts. It has a param `parts` then. */
  parts?: PartShape;
  /** Nothing of `params` may be taken for granted: what the caller hands over is the plugin's to judge. */
  measure?(this: void, params: Params): Batch;
  /** In the host: what the caller gets. Default: the result. */
  toLocalResult?(this: void, result: Result): unknown;
  /** In the worker: hands the params and the plugin's options to its hook, in the hook's own order. */
  call(this: void, hook: PluginFunction, options: unknown, params: Params): unknown;
  /** In the worker: makes the result of a call. Default: what the hook returns. */
  answer?(this: void, call: () => Promise<unknown>, worker: HookWorker, params: Params): Promise<unknown>;
  /** Carries the type only; never there at run time. */
  local?: Local;
}

/** A hook of the protocol. Its arguments in the host are the params, in the order of `params`. */
export function defineHook<Params, Result, Local extends LocalHook>(
  hook: Omit<HookSpec<Params, Result, Local>, 'kind' | 'direction' | 'types' | 'local'>,
): HookSpec<Params, Result, Local> {
  return { ...hook, kind: 'hook', direction: 'host → worker' };
}
