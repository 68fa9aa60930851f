import { lstatSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PATH = /^(?:\.{0,2}\/|file:)/;
const PACKAGE_NAME = /^(?:@[^/]+\/)?[^./@#][^/]*/;

/** Where node finds an import, before it follows links; of a package, its directory. */
export function placeOfImport(specifier: string, parentURL: string | undefined): string | undefined {
  if (isBuiltin(specifier)) return undefined;
  const isOfFile = parentURL === undefined || parentURL.startsWith('file:');
  if (PATH.test(specifier)) return isOfFile ? fileURLToPath(new URL(specifier, parentURL)) : undefined;
  const [name] = PACKAGE_NAME.exec(specifier) ?? [];
  if (name === undefined || parentURL === undefined || !isOfFile) return undefined;
  for (let directory = dirname(fileURLToPath(parentURL)); ; directory = dirname(directory)) {
    const place = join(directory, 'node_modules', name);
    if (lstatSync(place, { throwIfNoEntry: false })) return place;
    if (directory === dirname(directory)) return undefined;
  }
}
