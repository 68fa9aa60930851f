import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { WorkspaceError } from '../errors';

/**
 * The workspace's `nx.json`, with what it extends. Comments and trailing commas are allowed, as in Nx.
 * @throws {WorkspaceError} `CONFIGURATION_INVALID`, with line and column.
 */
export function readNxJson(root: string): Record<string, unknown> {
  const file = join(root, 'nx.json');
  const own = readJsonc(file);
  const base = own['extends'];
  if (base === undefined) return own;
  if (typeof base !== 'string')
    throw invalid(file, `"extends" must be a string, but is ${JSON.stringify(base)}`);
  return { ...readJsonc(resolveExtended(root, file, base)), ...own };
}

function resolveExtended(root: string, file: string, base: string): string {
  const paths = [root, join(root, '.nx', 'installation')];
  try {
    return createRequire(file).resolve(base, { paths });
  } catch (cause) {
    throw invalid(file, `"extends" names "${base}", which can't be found from ${paths.join(' or ')}`, cause);
  }
}

function readJsonc(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw invalid(file, `it can't be read (${(cause as NodeJS.ErrnoException).code})`, cause);
  }
  const errors: ParseError[] = [];
  const value = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true }) as unknown;
  const [first] = errors;
  if (first)
    throw invalid(`${file}:${placeOf(text, first.offset)}`, `it is no valid JSON: ${describe(first)}`);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(file, 'it must hold a JSON object');
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

function invalid(where: string, what: string, cause?: unknown): WorkspaceError {
  return new WorkspaceError('CONFIGURATION_INVALID', `${where}: ${what}.`, { cause });
}
