import type { Supervisor } from '../workers/supervisor';
import type { NxPlugin } from './nx/adapter';

/** The plugin, whose supervisor knows when it was last of use. */
export function noteUse(plugin: NxPlugin, supervisor: Supervisor): NxPlugin {
  const noted = <T>(work: Promise<T>) => work.finally(() => supervisor.noteUse());
  const { createNodes, createDependencies, createMetadata } = plugin;
  return {
    ...plugin,
    ...(createNodes && { createNodes: [createNodes[0], (...args) => noted(createNodes[1](...args))] }),
    ...(createDependencies && { createDependencies: (context) => noted(createDependencies(context)) }),
    ...(createMetadata && {
      createMetadata: (graph, context) => noted(createMetadata(graph, context)),
    }),
  };
}
