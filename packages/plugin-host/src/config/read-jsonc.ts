import { readFileSync } from 'node:fs';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { configurationInvalid } from '../errors/workspace-error-texts';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The JSON object that a file of the workspace holds. Comments, trailing commas and a byte order mark are allowed.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID`, with line and column.
 */
export function readJsonc(file: string): Record<string, unknown> {
  const text = readText(file);
  const value = parseAsNx(file, text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw noObject(file);
  return value as Record<string, unknown>;
}

/**
 * The value that Nx reads from a file: comments and trailing commas are allowed, a byte order mark is not.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID`, with line and column.
 */
export function readJsonAsNx(file: string): unknown {
  const text = readText(file);
  if (text.startsWith(BYTE_ORDER_MARK))
    throw configurationInvalid(
      `${file}:1:1`,
      'it begins with a byte order mark, which Nx does not take: save it as UTF-8 without one',
    );
  return parseAsNx(file, text);
}

export function noObject(file: string): Error {
  return configurationInvalid(file, 'it must hold a JSON object');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw configurationInvalid(file, `it can't be read (${(cause as NodeJS.ErrnoException).code})`, cause);
  }
}

/** The two parsers differ in a key `__proto__`, so this tries them in the order of Nx. */
function parseAsNx(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const errors: ParseError[] = [];
    const value = parse(text, errors, { allowTrailingComma: true }) as unknown;
    const [first] = errors;
    if (!first) return value;
    const place = `${file}:${placeOf(text, first.offset)}`;
    throw configurationInvalid(place, `it is not valid JSON: ${describe(first)}`);
  }
}

/** `line:column`, both from 1, as editors take it. */
function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1}`;
}

function describe(error: ParseError): string {
  const words = printParseErrorCode(error.error).replace(/([a-z])([A-Z])/g, '$1 $2');
  return words.toLowerCase();
}
