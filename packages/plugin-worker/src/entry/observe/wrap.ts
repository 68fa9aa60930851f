import { apply } from '../../protocol/intrinsics';
import { toPath } from './paths';

export type Native = (this: unknown, ...args: unknown[]) => unknown;

/** Puts something before a function of an object, if it has that, and after it. */
export function wrap(
  object: object,
  name: string,
  before: (args: unknown[]) => void,
  after?: (result: unknown) => void,
): void {
  const functions = object as Record<string, Native>;
  const native = functions[name];
  if (typeof native !== 'function') return;
  functions[name] = function (...args) {
    before(args);
    const result = apply(native, this, args);
    after?.(result);
    return result;
  };
}

/** Of a class whose objects work when they are told to `run`. */
export function wrapRun(classes: object, name: string, observe: (given: string, job: object) => void): void {
  const prototype = prototypeOf(classes, name) as { run?: Native };
  const { run } = prototype;
  if (!run) return;
  prototype.run = function (...args) {
    const given = toPath(args[0]);
    if (given !== undefined) observe(given, this as object);
    return apply(run, this, args);
  };
}

/** Empty if there is no such class. */
export function prototypeOf(classes: object, name: string): object {
  return ((classes as Record<string, { prototype?: object } | undefined>)[name] ?? {}).prototype ?? {};
}
