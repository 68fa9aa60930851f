import { checkArguments } from '../arguments/check-arguments';
import { guarded } from '../arguments/guarded';
import { MODULE_WORKER } from '../arguments/launch-arguments';
import type { WorkerEvent } from '../protocol/types';
import { withInspector } from './inspect';
import { launch, type Worker } from './launch';
import { rootPath, timeoutFor, type HostedOptions, type LaunchOptions } from './options';
import { resolveModule } from './resolve-module';

/** What {@link launchWorker} takes. */
export interface LaunchWorkerOptions extends LaunchOptions {
  /** Package name, subpath, or path of the module. Relative paths resolve against `root`. */
  module: string;
  /**
   * Name in logs and errors.
   * @default the value of `module`
   */
  name?: string;
  /**
   * Gets what the module emits with `emitEvent` of `@plugin-isolation/plugin-worker/worker`.
   * @default undefined
   */
  onEvent?: (event: WorkerEvent) => void;
}

/** What a module exports, if `launchWorker` is not told: functions that take anything and give something unknown. */
export type UnknownModule = Record<string, (...args: unknown[]) => unknown>;

/** The exported functions of a module, each returning a promise. Arguments and results travel as JSON. */
export type ModuleApi<M> = {
  [K in keyof M as M[K] extends (...args: never[]) => unknown ? K : never]: M[K] extends (
    ...args: infer A
  ) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never;
};

/** A worker that runs a module. */
export interface ModuleWorker<M = UnknownModule> extends Worker {
  /**
   * The module's functions. Each call rejects with a {@link WorkerError}: see {@link isWorkerError}.
   * @throws {PluginHookError} if the function throws.
   */
  readonly api: ModuleApi<M>;
}

/**
 * Runs any module in a node process of its own: `launchWorker<typeof import('./module')>({ module: './module', root
 * })`. Its exported functions are in `api`; without a type argument, each takes anything and gives
 * `Promise<unknown>`.
 * @throws {ArgumentsError} if an option is missing, unknown, or not what it must be.
 * @throws {PluginNotFoundError} if the module can't be resolved.
 * @throws {PluginLoadError} if it throws while it is loaded.
 * @throws {WorkerStartError} if the process can't be started or reached.
 * @throws {WorkerTimeoutError} if the load takes longer than `timeouts.loadMs`.
 * @throws {WorkerExitError} if the process ends before the module is loaded.
 * @throws the reason of `signal`, if it aborts before the module is loaded.
 */
export async function launchWorker<M = UnknownModule>(
  options: LaunchWorkerOptions,
): Promise<ModuleWorker<M>> {
  checkArguments('launchWorker', options, MODULE_WORKER, ['module', 'root']);
  return launchModule(options);
}

/** As {@link launchWorker}, for plugin-host. */
export async function launchModule<M>(
  options: LaunchWorkerOptions & Pick<HostedOptions, 'onAnswer'>,
): Promise<ModuleWorker<M>> {
  const launching = withInspector({ ...options, root: rootPath(options.root) }, 'module');
  const { module, name = module, timeouts, onEvent } = launching;
  const file = resolveModule(module, launching.root, 'module');
  const { client, loaded, worker } = await launch(
    { kind: 'module', name, file },
    launching,
    onEvent && guarded(onEvent),
  );
  const functions = loaded.functions.map((name) => {
    const settings = { hook: name, timeoutMs: timeoutFor(name, timeouts) };
    return [
      name,
      (...args: unknown[]) => client.request('call', { function: name, args }, settings),
    ] as const;
  });
  const api = Object.fromEntries(functions);
  return Object.defineProperties(worker, { api: { value: api, enumerable: true } }) as ModuleWorker<M>;
}
