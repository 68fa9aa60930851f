import type { InspectedPlugins } from '../config/inspected-plugins';
import type { OutputOptions } from './output';

/** Exit codes of every command. The last one is that of a program that a closed pipe ends: 128 + SIGPIPE. */
export const EXIT_CODES = { done: 0, pluginFailed: 1, badInput: 2, stdoutClosed: 141 } as const;

/** The options that every command but `exec` takes. */
export interface CommonOptions extends OutputOptions {
  root?: string;
  inspect?: InspectedPlugins;
  inspectBrk?: InspectedPlugins;
}
