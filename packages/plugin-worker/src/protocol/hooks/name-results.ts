import { assign, isArray, sliceText, toText } from '../intrinsics';
import { toJsonText } from '../json-text';

type NamedResult = [plugin: string, file: unknown, nodes: unknown];

/**
 * What `createNodes` gave, with the plugin's name in front, as Nx's loaded plugins give it.
 * @throws an error with the code `RESULT_INVALID` that names the entry over which Nx would trip.
 */
export function nameResults(plugin: string, results: unknown): NamedResult[] {
  if (!isArray(results))
    throw invalid(`it must return a list of [file, nodes], but returned ${quote(results)}`);
  const named: NamedResult[] = [];
  for (let index = 0; index < results.length; index++)
    named[index] = nameResult(plugin, results[index], index);
  return named;
}

function nameResult(plugin: string, entry: unknown, index: number): NamedResult {
  const { 0: file, 1: nodes } = pairOf(entry, index);
  if (nodes !== undefined && nodes !== null) return [plugin, file, nodes];
  const what = `entry [${index}] of what it returned has no nodes: [file, nodes] is wanted, but it is ${quote(entry)}`;
  throw invalid(what, { field: `[${index}][1]`, ...(typeof file === 'string' && { file }) });
}

function pairOf(entry: unknown, index: number): ArrayLike<unknown> {
  if (typeof entry === 'object' && entry !== null) return entry as unknown[];
  const what = `entry [${index}] of what it returned must be [file, nodes], but is ${quote(entry)}`;
  throw invalid(what, { field: `[${index}]` });
}

function invalid(message: string, fields: { field?: string; file?: string } = {}): Error {
  return assign(new TypeError(`${message}. Correct it in the plugin.`), {
    code: 'RESULT_INVALID',
    ...fields,
  });
}

function quote(value: unknown): string {
  return sliceText(toJsonText(value) ?? toText(value), 0, 80);
}
