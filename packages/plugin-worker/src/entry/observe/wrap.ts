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
  functions[name] = function (...args) {
    attempt(recorder, () => before(args));
    const result = apply(native, this, args);
    if (after) attempt(recorder, () => after(result));
    return result;
  };
}

/** The plugin may have replaced what this needs of the language. Its own reads go on all the same. */
function attempt(recorder: Recorder, observe: () => void): void {
  try {
    observe();
  } catch {
    recorder.noteIncomplete('has changed the language or node, so that not all is seen');
  }
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
    if (given !== undefined) attempt(recorder, () => observe(given, this as object));
    return apply(run, this, args);
  };
}

/** A path as the binding gets it. */
export function toPath(given: unknown): string | undefined {
  if (typeof given === 'string') return given;
  return given instanceof Uint8Array ? Buffer.from(given).toString() : undefined;
}
