import { Error, defineProperty, isArray, keys, parseJson, pin, plainField, toText } from './intrinsics';
import { toJsonText } from './json-text';

/**
 * A thrown value as JSON. Errors keep name, message, stack, code, their `cause` chain, `AggregateError.errors` and own
 * fields; anything else that is thrown travels as `thrown`.
 */
export interface SerializedError {
  /** Of its class, such as `TypeError`. */
  name: string;
  /** As in the error. */
  message: string;
  /** As in the error, with paths of the process that threw it. */
  stack?: string;
  /** Its cause in the same shape, to a depth of ten. */
  cause?: SerializedError;
  /** Those of an `AggregateError`. */
  errors?: SerializedError[];
  /** Own enumerable fields, `code` among them. Errors inside them are marked with the key `$error`. */
  fields?: Record<string, unknown>;
  /** What was thrown, if it was no error. */
  thrown?: { value: unknown };
}

/** Key that marks an error inside an own field, so that it is an `Error` again after the trip. */
export const MARK = '$error';
export const MAX_DEPTH = 10;

/** Never throws, whatever traps and getters the thrown value has. */
export function serializeError(thrown: unknown): SerializedError {
  try {
    return serialize(thrown, 0);
  } catch {
    return { name: 'Error', message: 'an error that cannot be read was thrown' };
  }
}

function serialize(thrown: unknown, depth: number): SerializedError {
  if (!isErrorLike(thrown))
    return { name: 'Error', message: describeThrown(thrown), thrown: { value: toJson(thrown) } };
  const serialized: SerializedError = { name: toText(thrown.name), message: toText(thrown.message) };
  if (typeof thrown.stack === 'string') serialized.stack = thrown.stack;
  if (depth >= MAX_DEPTH) return serialized;
  if (thrown.cause !== undefined) serialized.cause = serialize(thrown.cause, depth + 1);
  const errors = serializeAll(thrown.errors, depth + 1);
  if (errors) serialized.errors = errors;
  const fields = serializeFields(thrown, errors !== undefined, depth + 1);
  if (fields) serialized.fields = fields;
  return serialized;
}

/** Those of an `AggregateError`; `undefined` if one of them is no error. */
function serializeAll(errors: unknown, depth: number): SerializedError[] | undefined {
  if (!isArray(errors)) return undefined;
  const serialized: SerializedError[] = [];
  for (let index = 0; index < errors.length; index++) {
    if (!isErrorLike(errors[index])) return undefined;
    serialized[index] = serialize(errors[index], depth);
  }
  return serialized;
}

function serializeFields(
  thrown: object,
  isAggregate: boolean,
  depth: number,
): Record<string, unknown> | undefined {
  const names = keys(thrown);
  let fields: Record<string, unknown> | undefined;
  for (let index = 0; index < names.length; index++) {
    const name = names[index];
    if (isOwnShape(name) && (name !== 'errors' || isAggregate)) continue;
    const value = toJson(readField(thrown, name), depth);
    if (value !== undefined) addOwn((fields ??= {}), name, value);
  }
  return fields;
}

function isOwnShape(name: string): boolean {
  return name === 'name' || name === 'message' || name === 'stack' || name === 'cause' || name === 'errors';
}

/** Also under a name such as `__proto__`. */
function addOwn(object: object, name: string, value: unknown): void {
  defineProperty(object, name, plainField(value, true));
}

/** `undefined` if the getter throws: an error must reach the host whatever its fields do. */
function readField(thrown: object, key: string): unknown {
  try {
    return (thrown as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

interface ErrorLike {
  name: unknown;
  message: unknown;
  stack?: unknown;
  cause?: unknown;
  errors?: unknown;
}

/** Errors of another realm or class hierarchy count as well, as Nx recognises its own errors by their shape. */
function isErrorLike(value: unknown): value is ErrorLike & object {
  if (value instanceof Error) return true;
  return (
    typeof value === 'object' && value !== null && 'name' in value && 'message' in value && 'stack' in value
  );
}

/** The value as JSON would carry it, with errors marked; `undefined` if JSON can't carry it. */
function toJson(value: unknown, depth = 0): unknown {
  try {
    // A serialised error looks like an error itself, and must not be serialised again.
    const done = pin(new Set<unknown>(), 'add', 'has');
    const text = toJsonText(value, (_key, entry: unknown) => {
      if (!isErrorLike(entry) || done.has(entry) || depth >= MAX_DEPTH) return entry;
      const serialized = serialize(entry, depth + 1);
      collectSerialized(serialized, done);
      return { [MARK]: serialized };
    });
    return text === undefined ? undefined : (parseJson(text) as unknown);
  } catch {
    return undefined;
  }
}

function collectSerialized(error: SerializedError, into: Set<unknown>): void {
  into.add(error);
  if (error.cause) collectSerialized(error.cause, into);
  const { errors = [] } = error;
  for (let index = 0; index < errors.length; index++) collectSerialized(errors[index], into);
}

function describeThrown(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  try {
    return `a value that is no Error was thrown: ${toJsonText(thrown) ?? toText(thrown)}`;
  } catch {
    return 'a value that is no Error and cannot be shown was thrown';
  }
}
