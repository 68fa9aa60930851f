import { createHash } from 'node:crypto';

/** One text for what is in all files, path → hash of the content, whatever their order. */
export function digestOf(files: Record<string, string>): string {
  const digest = createHash('sha1');
  for (const file of Object.keys(files).sort()) digest.update(`${file}\0${files[file]}\0`);
  return digest.digest('base64');
}
