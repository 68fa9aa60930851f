import { checkArguments } from '../arguments/check-arguments';
import { PLUGIN_WORKER } from '../arguments/launch-arguments';
import { hookSpec, type Capabilities } from '../protocol/hooks/hooks';
import { withInspector } from './inspect';
import { launch, type Worker } from './launch';
import { rootPath, timeoutFor, type HostedOptions, type LaunchOptions } from './options';
import { PartSender } from './part-sender';
import { createPluginProxy, type PluginProxy } from './plugin-proxy';
import { resolveModule } from './resolve-module';
import type { WorkerClient } from './worker-client';

export interface LaunchPluginWorkerOptions extends LaunchOptions {
  /** Package name, subpath, or path of the plugin. Relative paths resolve against `root`. */
  plugin: string;
  /**
   * Options of the plugin's `nx.json` entry. Its hooks get them in the worker.
   * @default undefined
   */
  options?: unknown;
  /**
   * Name of a plugin that exports none.
   * @default the value of `plugin`
   */
  name?: string;
  /**
   * Only copied to `plugin.include` of the result, as in Nx's loaded plugins. The worker does not filter files by it.
   * @default undefined
   */
  include?: string[];
  /**
   * Only copied to `plugin.exclude` of the result, as in Nx's loaded plugins. The worker does not filter files by it.
   * @default undefined
   */
  exclude?: string[];
  /**
   * Position in `plugins` of `nx.json`. It travels to the worker and has no effect there.
   * @default undefined
   */
  index?: number;
}

export interface PluginWorker extends Worker {
  /** Empty if it has no hook: Nx takes plugins that have generators or executors alone. */
  readonly capabilities: Capabilities;
  /** A sentence about a plugin without hooks, if that looks like a mistake. */
  readonly note?: string;
  /** The typed proxy, shaped as Nx's loaded plugin. */
  readonly plugin: PluginProxy;
}

/**
 * Runs an Nx plugin in a node process of its own.
 * @throws {ArgumentsError} if an option is missing, unknown, or not what it must be.
 * @throws {PluginNotFoundError} if the plugin can't be resolved.
 * @throws {PluginLoadError} if its module throws.
 * @throws {WorkerStartError} if the process can't be started or reached.
 * @throws {WorkerTimeoutError} if the load takes longer than `timeouts.loadMs`.
 * @throws {WorkerExitError} if the process ends before the plugin is loaded.
 * @throws the reason of `signal`, if it aborts before the plugin is loaded.
 */
export async function launchPluginWorker(options: LaunchPluginWorkerOptions): Promise<PluginWorker> {
  checkArguments('launchPluginWorker', options, PLUGIN_WORKER, ['plugin', 'root']);
  const { worker } = await launchPlugin(options);
  return worker;
}

/** Launches the worker of a plugin with options that have been checked. */
export async function launchPlugin(
  given: LaunchPluginWorkerOptions & HostedOptions,
): Promise<{ worker: PluginWorker; client: WorkerClient }> {
  const options = withInspector({ ...given, root: rootPath(given.root) });
  const { plugin, name = plugin, knownAs, index, include, exclude, timeouts, observe, profile } = options;
  const file = resolveModule(plugin, options.root, knownAs);
  const target = {
    kind: 'plugin' as const,
    name,
    file,
    options: options.options,
    ...(knownAs !== undefined && { knownAs }),
    ...(index !== undefined && { index }),
    ...(observe && { observe }),
    ...(profile && { profile: true }),
  };
  const { client, loaded, worker } = await launch(target, options);
  const { capabilities, note } = loaded;
  const parts = new PartSender();
  const proxy = createPluginProxy({ name: loaded.name, include, exclude }, capabilities, (hook, params) => {
    const settings = { hook, timeoutMs: timeoutFor(hook, timeouts), batch: hookSpec(hook).measure?.(params) };
    return client.perform(settings, (connection, answered) => parts.send(connection, hook, params, answered));
  });
  Object.defineProperties(worker, {
    capabilities: { value: capabilities, enumerable: true },
    note: { value: note, enumerable: true },
    plugin: { value: proxy, enumerable: true },
  });
  return { worker: worker as PluginWorker, client };
}
