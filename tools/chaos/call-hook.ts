import { type PluginWorker } from '@plugin-isolation/plugin-worker';

/** Hooks whose result comes back whole. */
export const RESULT_HOOKS = ['createNodes', 'createDependencies', 'createMetadata'] as const;
export const ALL_HOOKS = [...RESULT_HOOKS, 'preTasksExecution', 'postTasksExecution'] as const;

export interface CallPlan {
  hook: (typeof ALL_HOOKS)[number];
  /** What `plugins/obeys.js` shall do. */
  act?: string;
  /** The plugin answers with it: so each call knows its own answer. */
  echo: string;
  delayMs: number;
}

/** Resolves with the echo that came back. */
export async function callHook({ plugin }: PluginWorker, { hook, ...chaos }: CallPlan): Promise<unknown> {
  const context = { workspaceRoot: '/', nxJsonConfiguration: { chaos } };
  switch (hook) {
    case 'createNodes':
      return (await plugin.createNodes![1](['x'], context))[0][2].projects?.['p'].name;
    case 'createDependencies': {
      const fileMap = { projectFileMap: {}, nonProjectFiles: [] };
      const graph = { projects: {}, externalNodes: {}, fileMap, filesToProcess: fileMap };
      return (await plugin.createDependencies!({ ...context, ...graph }))[0].source;
    }
    case 'createMetadata':
      return (await plugin.createMetadata!({ nodes: {}, dependencies: {} }, context))['p'].metadata?.['echo'];
    case 'preTasksExecution':
      return (await plugin.preTasksExecution!(context))['CHAOS_ECHO'];
    case 'postTasksExecution':
      await plugin.postTasksExecution!(context);
      return chaos.echo;
  }
}
