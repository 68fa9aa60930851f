import { createHash } from 'node:crypto';

/** How the host's index of the workspace's files differs from the one of the graph before. Paths are relative to the root. */
export interface IndexChange {
  /** Created or edited. */
  changed: string[];
  deleted: string[];
  /** Of the whole index. */
  digest: string;
}

/** One text for what an index of files says, path → hash of the content, whatever its order. */
export function digestOf(files: Record<string, string>): string {
  const digest = createHash('sha1');
  for (const file of Object.keys(files).sort()) digest.update(`${file}\0${files[file]}\0`);
  return digest.digest('base64');
}
