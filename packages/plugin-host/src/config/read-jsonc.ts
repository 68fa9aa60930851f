import { readFileSync } from 'node:fs';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { configurationInvalid } from '../error-texts';

/**
 * The JSON object that a file of the workspace holds. Comments and trailing commas are allowed, as in Nx.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID`, with line and column.
 */
export function readJsonc(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw configurationInvalid(file, `it can't be read (${(cause as NodeJS.ErrnoException).code})`, cause);
  }
  const errors: ParseError[] = [];
  const value = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true }) as unknown;
  const [first] = errors;
  if (first)
    throw configurationInvalid(
      `${file}:${placeOf(text, first.offset)}`,
      `it is no valid JSON: ${describe(first)}`,
    );
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw configurationInvalid(file, 'it must hold a JSON object');
  }
  return value as Record<string, unknown>;
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
