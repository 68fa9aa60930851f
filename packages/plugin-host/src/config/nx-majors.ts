export interface NxMajor {
  /**
   * Whether a path of the root tsconfig that leads to a file is the plugin. Else it only leads to the plugin's project.
   */
  hasPluginPaths: boolean;
  /** Whether `nx show target inputs` and `nx show target outputs` are there, and take a graph from Nx's cache. */
  showsTargets: boolean;
}

export type NxMajorNumber = 20 | 21 | 22 | 23 | 24;

/**
 * The majors of Nx whose internals are known, and what is known to depend on a major alone. What moved inside a major
 * is probed (`nx/load-adapter.ts`). `npm run compatibility` installs the first and the last minor of each.
 */
export const NX_MAJORS: Readonly<Record<NxMajorNumber, NxMajor>> = {
  20: { hasPluginPaths: false, showsTargets: false },
  21: { hasPluginPaths: false, showsTargets: false },
  22: { hasPluginPaths: false, showsTargets: false },
  23: { hasPluginPaths: true, showsTargets: true },
  24: { hasPluginPaths: true, showsTargets: true },
};

export const SUPPORTED_MAJORS = Object.keys(NX_MAJORS).map(Number) as NxMajorNumber[];

export function isSupported(major: number): major is NxMajorNumber {
  return Object.hasOwn(NX_MAJORS, major);
}
