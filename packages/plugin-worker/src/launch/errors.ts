import { restoreOnto } from '../protocol/revive-error';
import type { SerializedError } from '../protocol/serialize-error';
import type { WorkerState } from './worker-state';

/** What is known about a call, or a launch, that did not succeed. */
export interface Diagnosis {
  /** Name of the plugin (or module). */
  plugin: string;
  /** Hook or function that was called; `load` while the worker starts and imports the plugin. */
  hook: string;
  elapsedMs: number;
  workerState: WorkerState;
  /**
   * How much was asked for: configuration files for `createNodes`, files for `createDependencies`, projects for
   * `createMetadata`.
   */
  batchSize?: number;
  pid?: number | undefined;
  exitCode?: number | null;
  signal?: NodeJS.Signals | null;
  /** Last lines that the worker wrote to stderr. */
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

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Base of every error that a worker causes. `code` is stable; {@link Diagnosis} says to whom and when it happened. */
export class WorkerError extends Error implements Diagnosis {
  override name = 'WorkerError';
  readonly code: string;
  declare readonly plugin: string;
  declare readonly hook: string;
  declare readonly elapsedMs: number;
  declare readonly workerState: WorkerState;
  declare readonly batchSize?: number;
  declare readonly pid?: number;
  declare readonly exitCode?: number | null;
  declare readonly signal?: NodeJS.Signals | null;
  declare readonly stderrTail?: string[];

  constructor(code: ErrorCode, message: string, diagnosis: Diagnosis, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    Object.assign(this, diagnosis);
  }
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
  constructor(
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
  constructor(
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
  constructor(message: string, diagnosis: Diagnosis, options?: ErrorOptions) {
    super('WORKER_START_FAILED', message, diagnosis, options);
  }
}

/** The worker was stopped by its owner while the call was pending, or before it was made. */
export class WorkerStoppedError extends WorkerError {
  override name = 'WorkerStoppedError';
  constructor(message: string, diagnosis: Diagnosis, options?: ErrorOptions) {
    super('WORKER_STOPPED', message, diagnosis, options);
  }
}

/** The plugin's module threw while it was imported, or is not a plugin. `cause` is what it threw. */
export class PluginLoadError extends WorkerError {
  override name = 'PluginLoadError';
  constructor(message: string, diagnosis: Diagnosis, options?: ErrorOptions) {
    super('PLUGIN_LOAD_FAILED', message, diagnosis, options);
  }
}

/**
 * A hook threw. The error looks like what the plugin threw: its name, message, stack, `cause` chain, `errors` and own
 * fields. So Nx recognises its own, such as `AggregateCreateNodesError` with its partial results. `code` is the
 * plugin's own if it set one.
 */
export class PluginHookError extends WorkerError {
  constructor(serialized: SerializedError, diagnosis: Diagnosis) {
    super('PLUGIN_HOOK_FAILED', serialized.message, diagnosis);
    for (const key of Object.keys(diagnosis)) Object.defineProperty(this, key, { enumerable: false });
    restoreOnto(this, serialized);
  }
}

/** The plugin's file can't be found. The message lists the places that were looked at. */
export class PluginNotFoundError extends Error {
  override readonly name = 'PluginNotFoundError';
  readonly code = 'PLUGIN_NOT_FOUND' satisfies ErrorCode;
  readonly hook = 'resolve';
  constructor(
    readonly plugin: string,
    readonly lookedIn: string[],
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
