import type { CreateDependenciesContext } from '@plugin-isolation/plugin-worker';
import { digestOfText } from '@plugin-isolation/plugin-worker/internal/inputs';

type FileMap = CreateDependenciesContext['fileMap'];

/** Parts of contexts that several plugins get: each is turned into text once. */
const known = new WeakMap<object, string>();

/** One text for the arguments of a hook, whatever the order in which Nx lists files. */
export function digestOfArgs(args: readonly unknown[]): string {
  return digestOfText(
    args.map((arg) => (isContext(arg) ? digestOfContext(arg) : JSON.stringify(arg))).join('\n'),
  );
}

function isContext(arg: unknown): arg is Record<string, unknown> {
  return typeof arg === 'object' && arg !== null && !Array.isArray(arg);
}

function digestOfContext(context: Record<string, unknown>): string {
  const parts = Object.keys(context)
    .sort()
    .map((name) => `${name} ${digestOfPart(context[name])}`);
  return parts.join('\n');
}

function digestOfPart(part: unknown): string {
  if (typeof part !== 'object' || part === null) return JSON.stringify(part) ?? '';
  let digest = known.get(part);
  if (digest === undefined)
    known.set(part, (digest = digestOfText(isFileMap(part) ? textOfFileMap(part) : JSON.stringify(part))));
  return digest;
}

function isFileMap(part: object): part is FileMap {
  return 'projectFileMap' in part && 'nonProjectFiles' in part;
}

function textOfFileMap({ projectFileMap, nonProjectFiles }: FileMap): string {
  const lists = Object.entries({ ...projectFileMap, '': nonProjectFiles });
  const texts = lists.map(([project, files]) =>
    [project, ...files.map((file) => JSON.stringify(file)).sort()].join('\n'),
  );
  return texts.sort().join('\n\n');
}
