import type { ErrorCode, ForeignErrorCode, SerializedError } from '@plugin-isolation/plugin-worker';
import { serializeError } from '@plugin-isolation/plugin-worker/internal/protocol';
import type { WorkspaceErrorCode } from './errors';
import { ownerOf, type PluginNames } from './plugin-names';

/** Every `code` that this package and plugin-worker give to what makes a graph partial. */
export type KnownGraphErrorCode = ErrorCode | WorkspaceErrorCode | 'RESULT_INVALID';

/** One reason why a graph is partial: which plugin, which hook, which file, and what happened. Plain data. */
export interface GraphError {
  /** As `nx.json` names it; `nx`, or as Nx names it, if it is none of `nx.json`. */
  plugin: string;
  /** As the plugin names itself, once it is loaded. */
  name?: string;
  /** `resolve`, `load`, a hook's name, or `merge` for what Nx could not put together. */
  hook: string;
  /** The file that it is about, relative to the root. */
  file?: string;
  /** Of the result of the hook, if that is what is wrong: `projects.libs/a.tags[0]`. */
  field?: string;
  /** One of ours; else the `code` that the plugin's or Nx's own error has, or its name. */
  code: KnownGraphErrorCode | ForeignErrorCode;
  /** What happened, and what to do. Of an error of the plugin's own, its message. */
  message: string;
  /** If last good results are asked for: what the plugin gave at that time (ISO 8601) is in the graph instead. */
  stale?: { since: string };
  /** The error in full, with its stack and cause chain. */
  error: SerializedError;
}

interface Loose extends Error {
  code?: unknown;
  plugin?: unknown;
  pluginName?: unknown;
  file?: unknown;
  field?: unknown;
  errors?: unknown;
}

/**
 * Errors of Nx, flattened to one per plugin and file. Nx's classes are recognised by name, as Nx itself does. `find`
 * knows the plugin that names itself so.
 */
export function toGraphErrors(
  error: Error,
  find: (name: string) => PluginNames | undefined = () => undefined,
): GraphError[] {
  const { name, errors, plugin, pluginName, file, cause } = error as Loose;
  const given = nameOf(plugin ?? pluginName);
  const named = ownerOf(error) ?? (given === undefined ? undefined : (find(given) ?? { plugin: given }));
  switch (name) {
    case 'AggregateCreateNodesError':
      return (errors as [string | null, Error][]).map(([of, inner]) =>
        toGraphError(inner, ownerOf(inner) ?? named, 'createNodes', of),
      );
    case 'ProcessDependenciesError':
      return [toGraphError((cause as Error | undefined) ?? error, named, 'createDependencies')];
    case 'CreateMetadataError':
      return [toGraphError((cause as Error | undefined) ?? error, named, 'createMetadata')];
    case 'MergeNodesError':
      return [toGraphError(error, named, 'merge', nameOf(file))];
    default:
      return [toGraphError(error, named ?? { plugin: 'nx' }, 'merge')];
  }
}

export function toGraphError(
  error: Error,
  names: PluginNames | undefined,
  hook: string,
  file?: string | null,
): GraphError {
  const loose = error as Loose;
  const field = nameOf(loose.field);
  const about = file ?? nameOf(loose.file);
  return {
    ...(names ?? { plugin: nameOf(loose.plugin) ?? 'nx' }),
    hook,
    ...(about && { file: about }),
    ...(field !== undefined && { field }),
    code: nameOf(loose.code) ?? loose.name,
    message: error.message,
    error: serializeError(error),
  };
}

function nameOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
