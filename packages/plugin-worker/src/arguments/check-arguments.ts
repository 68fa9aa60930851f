import { inspect } from 'node:util';
import type { Check, Checks } from './checks';

const ERROR_CODE = 'ARGUMENTS_INVALID';
const QUOTED_CHARACTERS = 80;

/** A function of this library was given something else than it takes. `argument` says what: `timeouts.hookMs`. */
export class ArgumentsError extends TypeError {
  override readonly name = 'ArgumentsError';
  readonly code = ERROR_CODE;
  constructor(
    readonly argument: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * @param of the function that was called, such as `launchWorker`.
 * @throws {ArgumentsError} for the first argument that does not fit, is missing, or is not known.
 */
export function checkArguments(of: string, options: unknown, known: Checks, required: string[] = []): void {
  const complaint =
    complain('options', options, { expected: 'an object', fits: isObject, fields: known }, '') ??
    missing(options as object, required);
  if (complaint) throw argumentsInvalid(of, complaint);
}

/** @throws {ArgumentsError} */
export function checkArgument(of: string, name: string, value: unknown, check: Check): void {
  const complaint = complain(name, value, check, `${name}.`);
  if (complaint) throw argumentsInvalid(of, complaint);
}

interface Complaint {
  argument: string;
  what: string;
}

/** docs/errors.md lists this text with all others. */
export function argumentsInvalid(of: string, { argument, what }: Complaint): ArgumentsError {
  return new ArgumentsError(
    argument,
    `${of}() can't take its ${argument}: it ${what}. Correct it in the call.`,
  );
}

function complain(name: string, value: unknown, check: Check, prefix: string): Complaint | undefined {
  if (!check.fits(value))
    return { argument: name, what: `must be ${check.expected}, but is ${quote(value)}` };
  if (!check.fields && !check.each) return undefined;
  for (const [key, entry] of Object.entries(value as object)) {
    const field = check.each ?? (Object.hasOwn(check.fields!, key) ? check.fields![key] : undefined);
    if (!field)
      return { argument: prefix + key, what: `is not known; ${suggest(key, Object.keys(check.fields!))}` };
    const complaint =
      entry === undefined ? undefined : complain(prefix + key, entry, field, `${prefix}${key}.`);
    if (complaint) return complaint;
  }
  return undefined;
}

function missing(options: object, required: string[]): Complaint | undefined {
  const name = required.find((key) => (options as Record<string, unknown>)[key] === undefined);
  return name === undefined ? undefined : { argument: name, what: 'is missing' };
}

/** What to try instead of a name that nobody knows, as the end of a sentence. */
export function suggest(key: string, known: string[]): string {
  const like = known.find((name) => distance(name.toLowerCase(), key.toLowerCase()) <= 2);
  return like === undefined ? `known are ${known.join(', ')}` : `perhaps ${like} is meant`;
}

/** Edits that make one word of the other. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1));
    row = next;
  }
  return row[right.length];
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function quote(value: unknown): string {
  const shown = inspect(value, { depth: 1, breakLength: Infinity }).slice(0, QUOTED_CHARACTERS);
  return typeof value === 'object' || typeof value === 'function' ? shown : `${shown} (${typeof value})`;
}
