import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { SerializedError } from '../protocol/serialize-error';

/** What to do if what was thrown is that something could not be made in the temporary directory, and nothing can be. */
export function adviceOnTemporaryDirectory({ fields = {} }: SerializedError): string | undefined {
  const { code, path } = fields;
  const directory = (process.env['TMPDIR'] || tmpdir()).replace(/(?<=.)[\\/]+$/, '');
  const isAbout =
    typeof code === 'string' && typeof path === 'string' && `${path}${sep}`.startsWith(directory + sep);
  if (!isAbout || isUsable(directory)) return undefined;
  return `Make ${directory} a directory that this user may write to, or name another one with TMPDIR.`;
}

function isUsable(directory: string): boolean {
  try {
    rmdirSync(mkdtempSync(join(directory, 'plugin-isolation-')));
    return true;
  } catch {
    return false;
  }
}
