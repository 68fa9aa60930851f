/**
 * Something is wrong before a worker starts: arguments, root, `nx.json`, `nx` missing or unsupported, output path. The
 * command line prints the message alone and exits with code 2.
 */
export class WorkspaceError extends Error {
  override readonly name = 'WorkspaceError';
  constructor(
    readonly code: WorkspaceErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const WORKSPACE_ERROR_CODES = [
  'ROOT_NOT_FOUND',
  'CONFIGURATION_INVALID',
  'NX_NOT_FOUND',
  'NX_UNSUPPORTED',
  'NX_CHANGED',
  'NX_FAILED',
  'OUTPUT_NOT_WRITABLE',
  'NO_TEMPORARY_DIRECTORY',
  'PLUGIN_UNKNOWN',
  'GRAPH_RECURSION',
  'GRAPH_HELD',
  'HOST_NOT_SERVED',
  'HOST_SERVED',
  'HOST_SILENT',
  'ARGUMENTS_INVALID',
] as const;

export type WorkspaceErrorCode = (typeof WORKSPACE_ERROR_CODES)[number];

/** A host is served, and would not answer as one of this process would. */
export class HostMismatchError extends WorkspaceError {
  constructor(
    readonly pid: number,
    /** Why, as the end of a sentence. It names variables of the environment, and never tells their values. */
    readonly mismatch: string,
    message: string,
  ) {
    super('HOST_NOT_SERVED', message);
  }
}

/** What a host process threw; an error of the host is of its own class in the caller's process, too. */
export function reviveHostError(thrown: unknown): Error {
  if (thrown instanceof WorkspaceError) return thrown;
  const { name, code, message } = thrown as WorkspaceError;
  if ((code as string) === 'HOST_CLOSED') return new HostClosedError(message, { cause: thrown });
  const isOurs = name === 'WorkspaceError' && WORKSPACE_ERROR_CODES.includes(code);
  return isOurs ? new WorkspaceError(code, message, { cause: thrown }) : (thrown as Error);
}

/** The host was asked for something after `close()`. */
export class HostClosedError extends Error {
  override readonly name = 'HostClosedError';
  readonly code = 'HOST_CLOSED';
}

/** The served host that was asked ended before it answered. The next call connects to the one that is served then. */
export class HostEndedError extends Error {
  override readonly name = 'HostEndedError';
  readonly code = 'HOST_ENDED';
}

/** An entry of `nx.json` names a plugin that can't be found. This costs the plugin's contribution, not the graph. */
export class PluginResolveError extends Error {
  override readonly name = 'PluginResolveError';
  readonly code = 'PLUGIN_NOT_FOUND';
  readonly hook = 'resolve';
  constructor(
    readonly plugin: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Nx can't take the result of a hook. This costs the result, not the graph. */
export class PluginResultError extends Error {
  override readonly name = 'PluginResultError';
  readonly code = 'RESULT_INVALID';
  constructor(
    readonly plugin: string,
    readonly hook: string,
    readonly field: string | undefined,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
