import { restoreOnto } from '../protocol/revive-error';
import type { SerializedError } from '../protocol/serialize-error';
import type { WorkerState } from './worker-state';

/** What is known about a call, or a launch, that did not succeed. */
export interface Diagnosis {
  /** Name of the plugin, or of the module. */
  plugin: string;
  /** Set if `launchWorker` launched it. Messages say "module" then. */
  kind?: 'module';
  /** Hook or function that was called; `load` while the worker starts and imports the plugin. */
  hook: string;
  /** Milliseconds from the call, or from the start of the launch, to its end. */
  elapsedMs: number;
  /** Where the worker was in its life when the error was made. */
  workerState: WorkerState;
  /**
   * How much was asked for: configuration files for `createNodes`, files for `createDependencies`, projects for
   * `createMetadata`.
   */
  batchSize?: number;
  /** Process id of the worker; absent if it was not started. */
  pid?: number | undefined;
  /** If the process has ended: its exit code, or `null` if a signal ended it. */
  exitCode?: number | null;
  /** If the process has ended: the signal that ended it, or `null`. */
  signal?: NodeJS.Signals | null;
  /** The last 40 lines at most that the worker wrote to stderr. */
  stderrTail?: string[];
}

/** Every `code` of this package. docs/errors.md explains each. */
export const ERROR_CODES = [
  'PLUGIN_NOT_FOUND',
  'PLUGIN_LOAD_FAILED',
  'PLUGIN_HOOK_FAILED',
  'WORKER_EXITED',
  'WORKER_TIMEOUT',
  'WORKER_START_FAILED',
  'WORKER_STOPPED',
  'REQUEST_REFUSED',
] as const;

/** Every `code` of this package but `ARGUMENTS_INVALID`. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Every `code` that a {@link WorkerError} has, unless the plugin's own error brought another one. */
export type WorkerErrorCode = Exclude<ErrorCode, 'PLUGIN_NOT_FOUND'>;

/** A `code` that a plugin's own error has. Spelt so that an editor still offers the codes that are known. */
export type ForeignErrorCode = string & {};

/**
 * What a launch or a call of a worker rejects with. Ask for {@link PluginHookError} with `instanceof` first, since its
 * `code` may be any; then `code` tells the others apart.
 */
export type AnyWorkerError =
  | PluginHookError
  | PluginLoadError
  | RequestRefusedError
  | WorkerExitError
  | WorkerStartError
  | WorkerStoppedError
  | WorkerTimeoutError;

/** The request, or its answer, could not be carried by the protocol. It has no class of its own. */
export type RequestRefusedError = WorkerError & { readonly code: 'REQUEST_REFUSED' };

/**
 * Base of every error that a worker causes. `code` is stable; {@link Diagnosis} says to whom and when it happened.
 * {@link isWorkerError} makes a union of it, in which each code has its own fields.
 */
export class WorkerError extends Error implements Diagnosis {
  override name = 'WorkerError';
  /** One of ours; in a {@link PluginHookError} the plugin's own, if its error has one. */
  readonly code: WorkerErrorCode | ForeignErrorCode;
  declare readonly plugin: string;
  declare readonly kind?: 'module';
  declare readonly hook: string;
  declare readonly elapsedMs: number;
  declare readonly workerState: WorkerState;
  declare readonly batchSize?: number;
  declare readonly pid?: number;
  declare readonly exitCode?: number | null;
  declare readonly signal?: NodeJS.Signals | null;
  declare readonly stderrTail?: string[];

  constructor(code: WorkerErrorCode, message: string, diagnosis: Diagnosis, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    Object.assign(this, diagnosis);
  }
}

/** Whether a worker caused it: see {@link AnyWorkerError}. */
export function isWorkerError(error: unknown): error is AnyWorkerError {
  return error instanceof WorkerError;
}

export const EXIT_REASONS = [
  'signal',
  'crash',
  'exit-code',
  'early-exit',
  'uncaught-exception',
  'unhandled-rejection',
  'out-of-memory',
] as const;

/** Why a worker ended although nobody had asked it to. */
export type ExitReason = (typeof EXIT_REASONS)[number];

/** The worker ended unasked. `reason` tells seven cases apart. */
export class WorkerExitError extends WorkerError {
  override name = 'WorkerExitError';
  declare readonly code: 'WORKER_EXITED';
  constructor(
    /** Which of the seven cases it is. */
    readonly reason: ExitReason,
    message: string,
    diagnosis: Diagnosis,
    options?: ErrorOptions,
  ) {
    super('WORKER_EXITED', message, diagnosis, options);
  }
}

/** The worker did not answer in time; it was killed and is not used again. */
export class WorkerTimeoutError extends WorkerError {
  override name = 'WorkerTimeoutError';
  declare readonly code: 'WORKER_TIMEOUT';
  constructor(
    /** How long the call might have taken, in milliseconds. */
    readonly timeoutMs: number,
    message: string,
    diagnosis: Diagnosis,
  ) {
    super('WORKER_TIMEOUT', message, diagnosis);
  }
}

/** The process could not be started, or never became ready. */
export class WorkerStartError extends WorkerError {
  override name = 'WorkerStartError';
  declare readonly code: 'WORKER_START_FAILED';
  constructor(message: string, diagnosis: Diagnosis, options?: ErrorOptions) {
    super('WORKER_START_FAILED', message, diagnosis, options);
  }
}

/** The worker was stopped by its owner while the call was pending, or before it was made. */
export class WorkerStoppedError extends WorkerError {
  override name = 'WorkerStoppedError';
  declare readonly code: 'WORKER_STOPPED';
  constructor(message: string, diagnosis: Diagnosis, options?: ErrorOptions) {
    super('WORKER_STOPPED', message, diagnosis, options);
  }
}

/** The module threw while it was imported, or is not a plugin. `cause` is what it threw. */
export class PluginLoadError extends WorkerError {
  override name = 'PluginLoadError';
  declare readonly code: 'PLUGIN_LOAD_FAILED';
  constructor(message: string, diagnosis: Diagnosis, options?: ErrorOptions) {
    super('PLUGIN_LOAD_FAILED', message, diagnosis, options);
  }
}

/**
 * A hook, or a function of a module, threw. The error looks like what was thrown: its name, message, stack, `cause`
 * chain, `errors` and own fields, a `code` among them. So Nx recognises its own, such as `AggregateCreateNodesError`
 * with its partial results.
 */
export class PluginHookError extends WorkerError {
  declare readonly code: 'PLUGIN_HOOK_FAILED' | ForeignErrorCode;
  constructor(serialized: SerializedError, diagnosis: Diagnosis) {
    super('PLUGIN_HOOK_FAILED', serialized.message, diagnosis);
    for (const key of Object.keys(diagnosis)) Object.defineProperty(this, key, { enumerable: false });
    restoreOnto(this, serialized);
  }
}

/** The file of the plugin, or of the module, can't be found. The message lists the places that were looked at. */
export class PluginNotFoundError extends Error {
  override readonly name = 'PluginNotFoundError';
  readonly code = 'PLUGIN_NOT_FOUND' satisfies ErrorCode;
  readonly hook = 'resolve';
  constructor(
    /** As it was asked for. */
    readonly plugin: string,
    /** Absolute paths. */
    readonly lookedIn: string[],
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
