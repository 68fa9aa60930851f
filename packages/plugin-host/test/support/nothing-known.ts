import type { GraphForNx } from '../../src/host/compute-for-nx';

/** No graph is known without a host. */
export const NOTHING_KNOWN = {
  begin: (): boolean => false,
  find: (): Promise<GraphForNx | undefined> => Promise.resolve(undefined),
};
