import { keys } from '../intrinsics';
import { createDependencies } from './create-dependencies';
import { createMetadata } from './create-metadata';
import { createNodes } from './create-nodes';
import type { HookSpec } from './hook-spec';
import { postTasksExecution } from './post-tasks-execution';
import { preTasksExecution } from './pre-tasks-execution';

/** Every hook of an Nx plugin, in the order in which Nx runs them. docs/adding-a-hook.md says how to add one. */
export const HOOKS = {
  createNodes,
  createDependencies,
  createMetadata,
  preTasksExecution,
  postTasksExecution,
} as const;

/** The hooks of an Nx plugin. */
export type HookName = keyof typeof HOOKS;

export const HOOK_NAMES = keys(HOOKS) as HookName[];

/** The row of any hook, for code that treats all hooks alike. */
export function hookSpec(hook: HookName): HookSpec<object, unknown> {
  return HOOKS[hook];
}

/** The hooks of a plugin as its host has them, with options bound. Those that the plugin lacks are absent. */
export type PluginHooks = { [H in HookName]?: NonNullable<(typeof HOOKS)[H]['local']> };

/** Which hooks the loaded plugin has; for `createNodes` the pattern of its configuration files. */
export type Capabilities = {
  [H in HookName]?: NonNullable<(typeof HOOKS)[H]['local']> extends [string, unknown] ? string : true;
};
