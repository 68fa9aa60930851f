import { checkArguments } from '../arguments/check-arguments';
import { guarded } from '../arguments/guarded';
import { MODULE_WORKER } from '../arguments/launch-arguments';
import type { WorkerEvent } from '../protocol/types';
import { withInspector } from './inspect';
import { launch, type Worker } from './launch';
import { rootPath, timeoutFor, type LaunchOptions } from './options';
import { resolveModule } from './resolve-module';

export interface LaunchWorkerOptions extends LaunchOptions {
  /** Package name, subpath, or path of the module. Relative paths resolve against `root`. */
  module: string;
  /** Name in logs and errors. Default: `module`. */
  name?: string;
  /** Gets what the module emits with `emitEvent` of `@plugin-isolation/plugin-worker/worker`. */
  onEvent?: (event: WorkerEvent) => void;
}

/** The exported functions of a module, each returning a promise. Arguments and results travel as JSON. */
export type ModuleApi<M> = {
  [K in keyof M as M[K] extends (...args: never[]) => unknown ? K : never]: M[K] extends (
    ...args: infer A
  ) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never;
};

export interface ModuleWorker<M> extends Worker {
  readonly api: ModuleApi<M>;
}

/**
 * Runs any module in a node process of its own: `launchWorker<typeof import('./module')>({ module: './module', root })`.
 * @throws {WorkerError} when the process fails or the module throws.
 */
export async function launchWorker<M>(given: LaunchWorkerOptions): Promise<ModuleWorker<M>> {
  checkArguments('launchWorker', given, MODULE_WORKER, ['module', 'root']);
  const options = withInspector({ ...given, root: rootPath(given.root) });
  const { module, name = module, timeouts, onEvent } = options;
  const file = resolveModule(module, options.root);
  const { client, loaded, worker } = await launch(
    { kind: 'module', name, file },
    options,
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
