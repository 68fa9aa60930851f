import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nxUnknown } from '../errors/nx-error-texts';
import type { NxLocation } from '../config/nx-location';
import type { NxAdapter } from './adapter';
import { joinedShape, separatedShape } from './multi-glob-shapes';
import type { NxShape } from './nx-shape';
import { oneGlobShape } from './one-glob-shape';
import { silenceSpinner } from './silence-spinner';
import { sourceDirectory } from './source-directory';

/** The first whose probes are all there. */
const SHAPES: NxShape[] = [separatedShape, joinedShape, oneGlobShape];

/**
 * The shape that this Nx has, found by probing its files: internals move inside a major, too.
 * @throws {WorkspaceError} `NX_UNSUPPORTED`, with what the nearest shape lacks.
 */
export function findShape(nx: NxLocation): NxShape {
  const source = sourceDirectory(nx);
  const missing = SHAPES.map(({ probes }) => probes.filter((file) => !existsSync(join(source, file))));
  const found = SHAPES.find((_, index) => missing[index].length === 0);
  if (found) return found;
  const [fewest] = missing.sort((one, other) => one.length - other.length);
  throw nxUnknown(source, nx.version, fewest);
}

export function loadNxAdapter(shape: NxShape, nx: NxLocation, root: string): NxAdapter {
  const source = sourceDirectory(nx);
  silenceSpinner(source);
  return shape.load(source, nx, root);
}
