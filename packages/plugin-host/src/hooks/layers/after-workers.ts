import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import { around, type Layer } from '../around';

/**
 * For a plugin that computes in this process: the workers get their calls first, since it blocks the event loop that
 * sends them. `workers` are those of the moment in which the hook is called.
 */
export function afterWorkers(workers: readonly Pick<HostedPluginWorker, 'flushed'>[]): Layer {
  return (plugin) =>
    around(plugin, async (hook, args, next) => {
      if (hook === 'createDependencies') await Promise.all(workers.map((worker) => worker.flushed()));
      return next(...args);
    });
}
