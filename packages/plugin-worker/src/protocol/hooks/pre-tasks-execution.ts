import { hasFields, isAnything, isListOf, isObject, isText } from '../guards';
import type { TasksExecutionContext } from '../nx-types';
import { defineHook, type TaskEnvironmentChanges } from './hook-spec';

export interface PreTasksExecutionParams {
  context: TasksExecutionContext;
}

/** Resolves with the changes of the environment; a deleted variable is there as `undefined`. */
export type PreTasksExecution = (
  context: TasksExecutionContext,
) => Promise<Record<string, string | undefined>>;

export const preTasksExecution = defineHook<
  PreTasksExecutionParams,
  TaskEnvironmentChanges,
  PreTasksExecution
>({
  summary: 'Runs before tasks and answers with its changes of the environment.',
  params: { context: isAnything },
  result: hasFields({ set: isObject, deleted: isListOf(isText) }),
  sample: {
    params: { context: { workspaceRoot: '/ws', nxJsonConfiguration: {}, id: 'run' } },
    result: { set: { TOKEN: '1' }, deleted: ['OLD'] },
  },
  toLocalResult: ({ set, deleted }) => ({
    ...set,
    ...Object.fromEntries(deleted.map((name) => [name, undefined])),
  }),
  call: (hook, options, { context }) => hook(options, context),
  answer: (call, { withEnvironmentChanges }, { context }) => withEnvironmentChanges(call, context?.id),
});
