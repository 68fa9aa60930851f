import { isSupported, type NxMajorNumber } from './nx-majors';

export interface NxRelease {
  nx: string;
  /** Version of `@nx/devkit`. Default: that of nx. */
  devkit?: string;
  /** Version of `@nx/js`. Default: that of nx. */
  js?: string;
}

/** The first and the last minor of each major, and where internals moved inside a major. */
const RELEASES: Record<NxMajorNumber, NxRelease[]> = {
  20: [{ nx: '20.0.0' }, { nx: '20.8.4' }],
  21: [{ nx: '21.0.0' }, { nx: '21.6.11' }],
  22: [{ nx: '22.0.0' }, { nx: '22.7.12' }],
  23: [{ nx: '23.0.0' }, { nx: '23.3.2', js: '23.3.1' }],
  24: [
    { nx: '24.0.0', js: '23.3.1' },
    { nx: '24.0.6', devkit: '24.0.0', js: '23.3.1' },
  ],
};

export const NX_RELEASES = Object.values(RELEASES).flat();

export function majorOf({ nx }: NxRelease): NxMajorNumber {
  const major = Number.parseInt(nx, 10);
  if (!isSupported(major)) throw new Error(`nx ${nx} is of no supported major`);
  return major;
}
