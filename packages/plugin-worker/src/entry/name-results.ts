import type { CreateNodesResult } from '../types';

/**
 * What `createNodes` gave, with the plugin's name in front, as Nx's loaded plugins give it.
 * @throws an error with the code `RESULT_INVALID` that names the entry over which Nx would trip.
 */
export function nameResults(plugin: string, results: unknown): CreateNodesResult[] {
  if (!Array.isArray(results))
    throw invalid(`it must return a list of [file, nodes], but returned ${quote(results)}`);
  return results.map((entry: unknown, index) => {
    const [file, nodes] = pairOf(entry, index);
    if (nodes !== undefined && nodes !== null) return [plugin, file as string, nodes];
    const what = `entry [${index}] of what it returned has no nodes: [file, nodes] is wanted, but it is ${quote(entry)}`;
    throw invalid(what, { field: `[${index}][1]`, ...(typeof file === 'string' && { file }) });
  });
}

function pairOf(entry: unknown, index: number): [unknown, unknown] {
  if (typeof entry === 'object' && entry !== null) return [(entry as unknown[])[0], (entry as unknown[])[1]];
  const what = `entry [${index}] of what it returned must be [file, nodes], but is ${quote(entry)}`;
  throw invalid(what, { field: `[${index}]` });
}

function invalid(message: string, fields: { field?: string; file?: string } = {}): Error {
  return Object.assign(new TypeError(`${message}. Correct it in the plugin.`), {
    code: 'RESULT_INVALID',
    ...fields,
  });
}

function quote(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
