import { checkArguments } from '../arguments/check-arguments';
import { PLUGIN_WORKER } from '../arguments/launch-arguments';
import { hookSpec, type Capabilities } from '../protocol/hooks/hooks';
import { launch, type Worker } from './launch';
import { withInspector } from './inspect';
import { rootPath, timeoutFor, type LaunchOptions } from './options';
import { createPluginProxy, type PluginProxy } from './plugin-proxy';
import { resolveModule } from './resolve-module';

export interface LaunchPluginWorkerOptions extends LaunchOptions {
  /** Package name, subpath, or path of the plugin. Relative paths resolve against `root`. */
  plugin: string;
  /** Options of the plugin's `nx.json` entry; bound in the worker. */
  options?: unknown;
  /** Name where the plugin exports none. Default: `plugin`. */
  name?: string;
  /** What errors and lines of output call it. Default: its name, which is what it calls itself once it is loaded. */
  knownAs?: string;
  include?: string[];
  exclude?: string[];
  /** Position in `nx.json`'s `plugins`. */
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
 * @throws {PluginNotFoundError} when the plugin can't be resolved.
 * @throws {PluginLoadError} when its module throws.
 * @throws {WorkerError} of another kind when the process fails.
 */
export async function launchPluginWorker(given: LaunchPluginWorkerOptions): Promise<PluginWorker> {
  checkArguments('launchPluginWorker', given, PLUGIN_WORKER, ['plugin', 'root']);
  const options = withInspector({ ...given, root: rootPath(given.root) });
  const { plugin, name = plugin, knownAs, index, include, exclude, timeouts } = options;
  const file = resolveModule(plugin, options.root, knownAs);
  const target = {
    kind: 'plugin' as const,
    name,
    file,
    options: options.options,
    ...(knownAs !== undefined && { knownAs }),
    ...(index !== undefined && { index }),
  };
  const { client, loaded, worker } = await launch(target, options);
  const proxy = createPluginProxy(
    { name: loaded.name, include, exclude },
    loaded.capabilities,
    (hook, params) =>
      client.request(hook, params, {
        hook,
        timeoutMs: timeoutFor(hook, timeouts),
        batch: hookSpec(hook).measure?.(params),
      }),
  );
  return Object.defineProperties(worker, {
    capabilities: { value: loaded.capabilities, enumerable: true },
    note: { value: loaded.note, enumerable: true },
    plugin: { value: proxy, enumerable: true },
  }) as PluginWorker;
}
