import { apply } from '../../protocol/intrinsics';
import type { Recorder } from './recorder';

export type Native = (this: unknown, ...args: unknown[]) => unknown;
/** What node's own module `fs` calls: every read by the synchronous functions, callbacks, promises and loaders. */
export type FsBinding = Record<string, Native>;

/** Looks at each call before it happens, and at what it gives. */
export function wrap(
  recorder: Recorder,
  object: object,
  name: string,
  before: (args: unknown[]) => void,
  after?: (result: unknown) => void,
): void {
  const functions = object as Record<string, Native>;
  const native = functions[name];
  if (typeof native !== 'function') return;
  // No closure is made for a call: there are many.
  functions[name] = function (...args) {
    try {
      before(args);
    } catch {
      noteFailure(recorder);
    }
    const result = apply(native, this, args);
    try {
      after?.(result);
    } catch {
      noteFailure(recorder);
    }
    return result;
  };
}

/** The plugin may have replaced what this needs of the language. Its own reads go on all the same. */
function noteFailure(recorder: Recorder): void {
  recorder.noteIncomplete('has changed the language or node, so that not all is seen');
}

/** Of a class whose objects work when they are told to `run`. */
export function beforeRun(
  recorder: Recorder,
  binding: FsBinding,
  name: string,
  observe: (given: string, job: object) => void,
): void {
  const { prototype } = (binding[name] ?? {}) as unknown as { prototype?: object };
  if (!prototype) return;
  const run = (prototype as Record<string, Native>)['run'];
  (prototype as Record<string, Native>)['run'] = function (...args) {
    const given = toPath(args[0]);
    try {
      if (given !== undefined) observe(given, this as object);
    } catch {
      noteFailure(recorder);
    }
    return apply(run, this, args);
  };
}

/** A path as the binding gets it. */
export function toPath(given: unknown): string | undefined {
  if (typeof given === 'string') return given;
  return given instanceof Uint8Array ? Buffer.from(given).toString() : undefined;
}
