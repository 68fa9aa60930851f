import type { HookName } from '@plugin-isolation/plugin-worker';
import type { HookError, PluginLogs, ReadTrace } from '@plugin-isolation/plugin-worker/internal/testing';

/** Changes when a record of before can't be replayed any more. */
export const RECORD_FORMAT = 'plugin-host record 1';

/** Stands for the workspace's root in all texts of a record. */
export const WORKSPACE = '<workspace>';

export interface RecordedError extends Omit<HookError, 'error'> {
  stack?: string;
}

/** One call of one hook, as JSON. */
export interface RecordedCall {
  hook: HookName;
  args: unknown[];
  /** What it gave; of a `createNodes` that failed for single files, what it gave for the others. */
  result: unknown;
  /** Empty if it did not fail. */
  errors: RecordedError[];
  logs: PluginLogs;
  trace: ReadTrace;
  elapsedMs: number;
}

/** A file of the workspace: its content, as text or in base64, or its name alone if neither is there. */
export interface RecordedFile {
  text?: string;
  base64?: string;
}

/** Everything that one plugin was asked and gave while a graph was computed, and what it read for that. */
export interface PluginRecord {
  format: typeof RECORD_FORMAT;
  /** As `nx.json` names it. */
  plugin: string;
  /** The file that was loaded. */
  file: string;
  options?: unknown;
  versions: Record<'plugin-host' | 'node' | 'nx' | 'system', string> & { plugin?: string };
  /** Why it could not be loaded, if that is so. */
  loadErrors: RecordedError[];
  calls: RecordedCall[];
  /** By their paths in the workspace. */
  files: Record<string, RecordedFile>;
  directories: string[];
  /** Files that the plugin read, and whose contents are not here: why, as the end of a sentence. */
  leftOut: Record<string, string>;
  /** Names of the variables that it read. Their values are not here. */
  variables: string[];
  /** Ends of sentences, after the plugin's name. */
  incomplete: string[];
}

export function isPluginRecord(value: unknown): value is PluginRecord {
  const { format, plugin, file, ...record } = (value ?? {}) as Partial<PluginRecord>;
  const objects = [record.files, record.leftOut, record.versions];
  const lists = [record.calls, record.loadErrors, record.directories, record.variables, record.incomplete];
  return (
    format === RECORD_FORMAT &&
    typeof plugin === 'string' &&
    typeof file === 'string' &&
    objects.every((each) => typeof each === 'object' && each !== null) &&
    lists.every((each) => Array.isArray(each))
  );
}

/** With a root where the record has a name for it. */
export function withRoot<T>(value: T, root: string): T {
  const escaped = JSON.stringify(root).slice(1, -1);
  return JSON.parse(JSON.stringify(value).replaceAll(WORKSPACE, escaped)) as T;
}
