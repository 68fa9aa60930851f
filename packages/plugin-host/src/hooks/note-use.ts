import type { Supervisor } from '../workers/supervisor';
import type { NxPlugin } from '../nx/adapter';

/** The plugin, whose supervisor knows when it was last of use. */
export function noteUse(plugin: NxPlugin, supervisor: Supervisor): NxPlugin {
  const noted = <T>(work: Promise<T>) =>
    work.finally(() => {
      supervisor.lastUsedMs = performance.now();
    });
  return {
    ...plugin,
    ...(plugin.createNodes && {
      createNodes: [plugin.createNodes[0], (...args) => noted(plugin.createNodes![1](...args))],
    }),
    ...(plugin.createDependencies && {
      createDependencies: (context) => noted(plugin.createDependencies!(context)),
    }),
    ...(plugin.createMetadata && {
      createMetadata: (graph, context) => noted(plugin.createMetadata!(graph, context)),
    }),
  };
}
