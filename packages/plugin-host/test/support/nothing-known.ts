import type { GraphForNx } from '../../src/host/graph-for-nx';

/** No graph is known without a host. */
export const NOTHING_KNOWN = {
  begin: (): boolean => false,
  read: (_digest: string): GraphForNx | undefined => undefined,
  find: (): Promise<GraphForNx | undefined> => Promise.resolve(undefined),
};
