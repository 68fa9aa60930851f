/**
 * A thrown value as JSON. Errors keep name, message, stack, code, their `cause` chain, `AggregateError.errors` and own
 * fields; anything else that is thrown travels as `thrown`.
 */
export interface SerializedError {
  name: string;
  message: string;
  stack?: string;
  cause?: SerializedError;
  errors?: SerializedError[];
  /** Own enumerable fields, `code` among them. Errors inside them are marked, see {@link MARK}. */
  fields?: Record<string, unknown>;
  /** What was thrown, where it was no error. */
  thrown?: { value: unknown };
}

/** Key that marks an error inside an own field, so that it is an `Error` again after the trip. */
const MARK = '$error';
const MAX_DEPTH = 10;
const OWN_SHAPE = new Set(['name', 'message', 'stack', 'cause', 'errors']);

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
  const serialized: SerializedError = { name: String(thrown.name), message: String(thrown.message) };
  if (typeof thrown.stack === 'string') serialized.stack = thrown.stack;
  if (depth >= MAX_DEPTH) return serialized;
  if (thrown.cause !== undefined) serialized.cause = serialize(thrown.cause, depth + 1);
  const isAggregate = Array.isArray(thrown.errors) && thrown.errors.every(isErrorLike);
  if (isAggregate)
    serialized.errors = (thrown.errors as unknown[]).map((error) => serialize(error, depth + 1));
  const fields = Object.keys(thrown)
    .filter((key) => !OWN_SHAPE.has(key) || (key === 'errors' && !isAggregate))
    .map((key) => [key, toJson(readField(thrown, key), depth + 1)] as const)
    .filter(([, value]) => value !== undefined);
  if (fields.length > 0) serialized.fields = Object.fromEntries(fields);
  return serialized;
}

/** `undefined` where the getter throws: an error must reach the host whatever its fields do. */
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

/** The value as JSON would carry it, with errors marked; `undefined` where it can't be carried. */
function toJson(value: unknown, depth = 0): unknown {
  try {
    // A serialised error looks like an error itself, and must not be serialised again.
    const done = new Set<unknown>();
    const text = JSON.stringify(value, (_key, entry: unknown) => {
      if (!isErrorLike(entry) || done.has(entry) || depth >= MAX_DEPTH) return entry;
      const serialized = serialize(entry, depth + 1);
      collectSerialized(serialized, done);
      return { [MARK]: serialized };
    });
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

function collectSerialized(error: SerializedError, into: Set<unknown>): void {
  into.add(error);
  if (error.cause) collectSerialized(error.cause, into);
  for (const inner of error.errors ?? []) collectSerialized(inner, into);
}

function describeThrown(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  try {
    return `a value that is no Error was thrown: ${JSON.stringify(thrown) ?? String(thrown)}`;
  } catch {
    return 'a value that is no Error and cannot be shown was thrown';
  }
}

/** Whether a value from the wire can be revived: no deeper than the sender makes it, and each part of its own type. */
export function isSerializedError(value: unknown, depth = 0): value is SerializedError {
  if (!isRecord(value) || depth > MAX_DEPTH) return false;
  const { name, message, stack, cause, errors, fields, thrown } = value;
  const isNested = (inner: unknown) => isSerializedError(inner, depth + 1);
  return (
    typeof name === 'string' &&
    typeof message === 'string' &&
    (stack === undefined || typeof stack === 'string') &&
    (cause === undefined || isNested(cause)) &&
    (errors === undefined || (Array.isArray(errors) && errors.every(isNested))) &&
    (fields === undefined || isRecord(fields)) &&
    (thrown === undefined || isRecord(thrown))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Puts what {@link serializeError} made back onto an `Error` (an `AggregateError` where it was one). */
export function reviveError(serialized: SerializedError): Error {
  return revive(serialized, 0);
}

function revive(serialized: SerializedError, depth: number): Error {
  const error = serialized.errors
    ? new AggregateError([], serialized.message)
    : new Error(serialized.message);
  return restoreOnto(error, serialized, depth);
}

/** Gives an error of the receiver's choice the identity of the serialised one: name, stack, cause and own fields. */
export function restoreOnto<E extends Error>(error: E, serialized: SerializedError, depth = 0): E {
  const { name, message, stack, cause, errors, thrown, fields = {} } = serialized;
  const hide = (key: string, value: unknown) =>
    Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable: false });
  hide('name', name);
  hide('stack', stack ?? `${name}: ${message}`);
  if (cause) hide('cause', revive(cause, depth + 1));
  if (errors)
    hide(
      'errors',
      errors.map((inner) => revive(inner, depth + 1)),
    );
  if (thrown) hide('thrown', thrown.value);
  for (const [key, value] of Object.entries(fields)) {
    hide(key, reviveMarked(value, depth + 1));
    Object.defineProperty(error, key, { enumerable: true });
  }
  return error;
}

/** Errors inside a field are looked for no deeper than this; what lies deeper stays as it came. */
const MAX_FIELD_DEPTH = 100;

function reviveMarked(value: unknown, depth: number): unknown {
  if (depth > MAX_FIELD_DEPTH) return value;
  if (Array.isArray(value)) return value.map((entry) => reviveMarked(entry, depth + 1));
  if (!isRecord(value)) return value;
  const marked = value[MARK];
  if (Object.keys(value).length === 1 && isSerializedError(marked)) return revive(marked, depth + 1);
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, reviveMarked(entry, depth + 1)]),
  );
}
