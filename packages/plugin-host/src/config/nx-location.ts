import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { nxMissing, nxUnsupported, plugAndPlayMissing } from '../error-texts';

export interface NxLocation {
  /** Directory of the workspace's own `nx` package. */
  directory: string;
  version: string;
  major: number;
}

/** Majors whose internals an adapter is tested against. */
export const SUPPORTED_MAJORS = [20, 21, 22, 23, 24] as const;

/**
 * The `nx` that the workspace itself uses, never ours.
 * @throws {WorkspaceError} `NX_NOT_FOUND`, `NX_UNSUPPORTED`
 */
export function locateNx(root: string): NxLocation {
  const manifest = resolveManifest(root);
  if (process.versions['pnp'] !== undefined && isWithoutYarn(root)) throw plugAndPlayMissing(root);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const major = Number.parseInt(version, 10);
  if (!(SUPPORTED_MAJORS as readonly number[]).includes(major))
    throw nxUnsupported(root, version, SUPPORTED_MAJORS);
  return { directory: dirname(manifest), version, major };
}

function resolveManifest(root: string): string {
  for (const directory of requirePaths(root)) {
    try {
      return createRequire(join(directory, 'package.json')).resolve('nx/package.json');
    } catch {
      // The next place.
    }
  }
  throw isWithoutYarn(root) ? plugAndPlayMissing(root) : nxMissing(root);
}

/** With Yarn's Plug'n'Play a process, and what it starts, finds packages if yarn started it. */
function isWithoutYarn(root: string): boolean {
  const isInherited = process.env['NODE_OPTIONS']?.includes('.pnp.cjs');
  return !isInherited && existsSync(join(root, '.pnp.cjs'));
}

/** Where Nx looks for packages: its own installation folder, and the root. */
export function requirePaths(root: string): string[] {
  return [join(root, '.nx', 'installation'), root];
}
