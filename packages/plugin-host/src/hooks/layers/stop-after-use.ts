import type { Supervisor } from '../../workers/supervisor';
import { around, lastHookOf, type Layer } from '../around';

/**
 * Lets the worker go when the last hook that a graph needs of it is done. Only once: if Nx refuses a result, the hooks
 * run again, and a worker that is needed again may be needed often.
 */
export function stopAfterUse(supervisor: Pick<Supervisor, 'release'>): Layer {
  let isReleased = false;
  const release = () => {
    if (!isReleased) void supervisor.release();
    isReleased = true;
  };
  return (plugin) => {
    // Tasks may follow the graph. They would have to wait for another worker.
    if (plugin.preTasksExecution || plugin.postTasksExecution) return plugin;
    const last = lastHookOf(plugin);
    if (last === undefined) release();
    return around(plugin, (hook, args, next) =>
      hook === last ? next(...args).finally(release) : next(...args),
    );
  };
}
