import type { PluginProxy } from './built-package';
import { context, graph } from './launch-fixture';

const file = { file: 'a.ts', hash: '1' };
const fileMap = { projectFileMap: { a: [file, file] }, nonProjectFiles: [file] };
const dependenciesContext = { ...context, projects: {}, externalNodes: {}, fileMap, filesToProcess: fileMap };

/** Calls each hook, by its name, with small arguments. */
export const HOOK_CALLS: Record<string, (plugin: PluginProxy) => Promise<unknown>> = {
  createNodes: (plugin) => plugin.createNodes![1](['a', 'b'], context),
  createDependencies: (plugin) => plugin.createDependencies!(dependenciesContext),
  createMetadata: (plugin) => plugin.createMetadata!(graph(), context),
  preTasksExecution: (plugin) => plugin.preTasksExecution!(context),
  postTasksExecution: (plugin) => plugin.postTasksExecution!(context),
};
