import { createHash } from 'node:crypto';
import { hasFields, isListOf, isText } from './guards';

/** How the workspace's files differ from those of the graph before. Paths are relative to the root. */
export interface FileChanges {
  /** Created or edited. */
  changed: string[];
  deleted: string[];
  /** Of all files as they are now, see {@link digestOf}. */
  digest: string;
}

export const isFileChanges = hasFields({
  changed: isListOf(isText),
  deleted: isListOf(isText),
  digest: isText,
});

/** One text for what is in all files, path → hash of the content, whatever their order. */
export function digestOf(files: Record<string, string>): string {
  const digest = createHash('sha1');
  for (const file of Object.keys(files).sort()) digest.update(`${file}\0${files[file]}\0`);
  return digest.digest('base64');
}
