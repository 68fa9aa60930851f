import { isAnything } from '../guards';
import type { TasksExecutionContext } from '../nx-types';
import { defineHook } from './hook-spec';

export interface PostTasksExecutionParams {
  context: TasksExecutionContext;
}

/** Is told that tasks have run. */
export type PostTasksExecution = (context: TasksExecutionContext) => Promise<void>;

export const postTasksExecution = defineHook<PostTasksExecutionParams, null, PostTasksExecution>({
  summary: 'Runs after tasks.',
  params: { context: isAnything },
  sample: {
    params: { context: { workspaceRoot: '/ws', nxJsonConfiguration: {}, id: 'run' } },
    result: null,
  },
  toLocalResult: () => undefined,
  call: (hook, options, { context }) => hook(options, context),
  answer: async (call, { withEnvironmentOf }, { context }) => {
    await withEnvironmentOf(call, context?.id);
    return null;
  },
});
