/** For plugin authors' tests: `@plugin-isolation/plugin-worker/testing`. */
export { testPlugin, type TestPluginOptions } from './test-plugin';
export type { TestedPlugin } from './tested-plugin';
export type { FileContent, TestFiles, TestWorkspace } from './test-workspace';
export type { HookError } from './hook-errors';
export type { HookOutcome, PluginLogs } from './hook-calls';
export type { Dependencies, Inference, Metadata } from './outcomes';
export type { InferredProject, InferredTarget } from './merge-projects';
export type { ReadTrace } from './read-trace';
