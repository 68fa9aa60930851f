import { dirname } from 'node:path';
import type { AuthorPackage } from './author-package';
import type { Places } from './portable-text';
import type { TemporaryWorkspace } from './test-workspace';

/** What tests see instead of absolute paths. The workspace is the first place. */
export function placesOf(
  { root, data }: TemporaryWorkspace,
  { directory, nodeModules }: AuthorPackage,
): Places {
  const places: Places = [
    [root, '<workspace>'],
    [data, '<data>'],
    [directory, '<plugin>'],
  ];
  return nodeModules ? [...places, [dirname(nodeModules), '<root>']] : places;
}
