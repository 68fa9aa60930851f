import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { nxChanged, nxMissing, nxUnsupported, plugAndPlayMissing } from '../errors/nx-error-texts';
import { isSupported, SUPPORTED_MAJORS, type NxMajorNumber } from './nx-majors';

/** An nx whose internals may be unknown. */
export interface FoundNx {
  /** Directory of the workspace's own `nx` package. */
  directory: string;
  version: string;
  /** Its script, relative to the directory. */
  bin: string | undefined;
}

export interface NxLocation extends Omit<FoundNx, 'bin'> {
  major: NxMajorNumber;
}

/**
 * The `nx` that the workspace itself uses, never ours.
 * @throws {WorkspaceError} `NX_NOT_FOUND`, `NX_UNSUPPORTED`
 */
export function locateNx(root: string): NxLocation {
  const { directory, version } = findNx(root);
  const major = Number.parseInt(version, 10);
  if (!isSupported(major)) throw nxUnsupported(root, version, SUPPORTED_MAJORS);
  return { directory, version, major };
}

/**
 * As {@link locateNx}, of whatever version.
 * @throws {WorkspaceError} `NX_NOT_FOUND`
 */
export function findNx(root: string): FoundNx {
  const manifest = resolveManifest(root);
  if (process.versions['pnp'] !== undefined && isWithoutYarn(root)) throw plugAndPlayMissing(root);
  const { version, bin } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    version: string;
    bin?: { nx: string };
  };
  return { directory: dirname(manifest), version, bin: bin?.nx };
}

/**
 * A process can't let go of an nx that it has loaded.
 * @throws {WorkspaceError} `NX_CHANGED` if the workspace has another nx than `loaded`; the errors of {@link locateNx}.
 */
export function checkNxIsSame(root: string, loaded: NxLocation): void {
  const { version, directory } = locateNx(root);
  if (version !== loaded.version || directory !== loaded.directory)
    throw nxChanged(root, loaded.version, version);
}

function resolveManifest(root: string): string {
  // Node keeps what a name led to; a package manager may have turned that link elsewhere.
  const places = requirePaths(root).map((directory) => join(directory, 'node_modules', 'nx', 'package.json'));
  const place = places.find((file) => existsSync(file));
  if (place !== undefined) return realpathSync(place);
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
