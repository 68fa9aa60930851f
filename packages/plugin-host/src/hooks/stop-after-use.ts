import type { Supervisor } from '../workers/supervisor';
import type { NxPlugin } from '../nx/adapter';

/** The plugin, whose worker is let go when the last of its hooks that a graph needs is done. */
export function stopAfterUse(plugin: NxPlugin, supervisor: Supervisor): NxPlugin {
  let isReleased = false;
  // Once: if Nx refuses a result, the hooks run again, and a worker that is needed once more may be needed often.
  const release = () => {
    if (!isReleased) void supervisor.release();
    isReleased = true;
  };
  if (plugin.createMetadata)
    return { ...plugin, createMetadata: (...args) => plugin.createMetadata!(...args).finally(release) };
  if (plugin.createDependencies)
    return {
      ...plugin,
      createDependencies: (...args) => plugin.createDependencies!(...args).finally(release),
    };
  if (!plugin.createNodes) {
    release();
    return plugin;
  }
  const [pattern, createNodes] = plugin.createNodes;
  return { ...plugin, createNodes: [pattern, (...args) => createNodes(...args).finally(release)] };
}
