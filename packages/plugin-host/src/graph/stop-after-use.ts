import type { Supervisor } from '../workers/supervisor';
import type { NxPlugin } from './nx/adapter';

/** The plugin, whose worker is let go when the last of its hooks that a graph needs is done. */
export function stopAfterUse(plugin: NxPlugin, supervisor: Supervisor): NxPlugin {
  const release = () => void supervisor.release();
  const { createNodes, createDependencies, createMetadata } = plugin;
  if (createMetadata)
    return { ...plugin, createMetadata: (...args) => createMetadata(...args).finally(release) };
  if (createDependencies)
    return { ...plugin, createDependencies: (...args) => createDependencies(...args).finally(release) };
  if (!createNodes) release();
  return {
    ...plugin,
    ...(createNodes && {
      createNodes: [createNodes[0], (...args) => createNodes[1](...args).finally(release)],
    }),
  };
}
