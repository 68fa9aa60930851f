import { isArray } from './intrinsics';
import { MARK, MAX_DEPTH, type SerializedError } from './serialize-error';

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
  return typeof value === 'object' && value !== null && !isArray(value);
}

/** Makes an `Error` of what {@link serializeError} made; an `AggregateError` if it was one. */
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
