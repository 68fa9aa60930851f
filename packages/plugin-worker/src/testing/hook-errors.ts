import type { CreateNodesContribution } from '../protocol/hooks/create-nodes';
import { PluginHookError } from '../launch/errors';
import type { PortableText } from './portable-text';

/** What went wrong in a hook. Plain data, without stacks and times. */
export interface HookError {
  /** The configuration file, if the plugin named one: it does with Nx's `AggregateCreateNodesError`. */
  file?: string;
  /** Name of the error's class. */
  name: string;
  /** Its text, without absolute paths. */
  message: string;
  /** If the error has one: the plugin's own, or `WORKER_EXITED` and the like. */
  code?: string;
  /** The error in full, with its stack. It is not enumerable, so that no comparison and no snapshot has it. */
  readonly error: Error;
}

interface AggregateCreateNodesError extends Error {
  errors: [file: string | null, error: Error][];
  partialResults?: [file: string, nodes: CreateNodesContribution][];
}

/** One per file, sorted by file. */
export function hookErrors(thrown: Error, portable: PortableText): HookError[] {
  if (!isAggregate(thrown)) return [hookError(thrown, portable)];
  const errors = thrown.errors.map(([file, error]) => hookError(error, portable, file));
  return errors.sort((left, right) => ((left.file ?? '') < (right.file ?? '') ? -1 : 1));
}

/** What the plugin could give in spite of its errors. */
export function partialResults(thrown: Error): [file: string, nodes: CreateNodesContribution][] {
  return isAggregate(thrown) ? (thrown.partialResults ?? []) : [];
}

/** Nx recognises it by its name, too. */
function isAggregate(error: Error): error is AggregateCreateNodesError {
  return (
    error.name === 'AggregateCreateNodesError' &&
    Array.isArray((error as Partial<AggregateCreateNodesError>).errors)
  );
}

function hookError(error: Error, portable: PortableText, file?: string | null): HookError {
  const { name, message, code } = error as Error & { code?: unknown };
  const isOwnCode = typeof code === 'string' && code !== 'PLUGIN_HOOK_FAILED';
  const steady = error instanceof PluginHookError ? message : withoutTimes(message);
  const described = {
    ...(typeof file === 'string' && { file }),
    name,
    message: portable.text(steady),
    ...(isOwnCode && { code }),
  };
  return Object.defineProperty(described, 'error', { value: error }) as HookError;
}

/** Errors about the worker say how long it took. */
function withoutTimes(message: string): string {
  return message.replace(/\bafter \d+ ms\b/g, 'after … ms');
}
