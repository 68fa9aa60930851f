import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { SerializedError } from '../protocol/serialize-error';

/** The temporary directory, if what was thrown is that something could not be made there, and nothing can be. */
export function unusableTemporaryDirectory({ fields = {} }: SerializedError): string | undefined {
  const { code, path } = fields;
  const directory = process.env['TMPDIR'] || tmpdir();
  const isAbout =
    typeof code === 'string' && typeof path === 'string' && `${path}${sep}`.startsWith(directory + sep);
  return isAbout && !isUsable(directory) ? directory : undefined;
}

function isUsable(directory: string): boolean {
  try {
    rmdirSync(mkdtempSync(join(directory, 'plugin-isolation-')));
    return true;
  } catch {
    return false;
  }
}
