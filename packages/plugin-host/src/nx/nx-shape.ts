import type { NxLocation } from '../config/nx-location';
import type { NxAdapter } from './adapter';

/** One shape of Nx's internals, and how an adapter to it is made. */
export interface NxShape {
  name: string;
  /** Every module that it loads, and those by which it is told from others. */
  probes: string[];
  /** `source` is where the compiled modules of this nx are. */
  load(source: string, nx: NxLocation, root: string): NxAdapter;
}
