import { nxUnknown } from '../../error-texts';
import type { NxLocation } from '../../config/nx-location';
import type { NxAdapter } from './adapter';
import { separatedShape } from './separated-shape';

export interface NxShape {
  name: string;
  /** Files under the nx package that tell this shape from others. */
  probes: string[];
  matches(nx: NxLocation): boolean;
  load(nx: NxLocation, root: string): NxAdapter;
}

const SHAPES: NxShape[] = [separatedShape];

/**
 * The adapter for the shape that this Nx has, found by probing its files: internals move inside a major, too.
 * @throws {WorkspaceError} `NX_UNSUPPORTED`
 */
export function loadNxAdapter(nx: NxLocation, root: string): NxAdapter {
  const shape = SHAPES.find((candidate) => candidate.matches(nx));
  if (shape) return shape.load(nx, root);
  throw nxUnknown(
    nx.directory,
    nx.version,
    SHAPES.flatMap(({ probes }) => probes),
  );
}
