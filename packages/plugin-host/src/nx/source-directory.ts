import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NxLocation } from '../config/nx-location';

/** Where the compiled modules of this Nx are: from Nx 22.7 on below `dist`. */
export function sourceDirectory({ directory }: Pick<NxLocation, 'directory'>): string {
  const isBelowDist = existsSync(join(directory, 'dist', 'src'));
  return isBelowDist ? join(directory, 'dist', 'src') : join(directory, 'src');
}
