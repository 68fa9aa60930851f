import type { NxLocation } from '../config/nx-location';
import type { NxAdapter } from './adapter';
import { findShape, loadNxAdapter } from './load-adapter';

/** Loading Nx blocks this process. Before that, workers get this long to receive what they are to load meanwhile. */
const HEAD_START_MS = 250;

export interface NxLoading {
  /** `undefined` until it is. */
  readonly loaded: NxAdapter | undefined;
  /** After the workers have had their head start: their loads and this one overlap then. */
  load: () => Promise<NxAdapter>;
  /** For a worker that waits for Nx itself. */
  loadNow: () => Promise<NxAdapter>;
}

/**
 * Loads the workspace's Nx once, on the first call.
 * @throws {WorkspaceError} `NX_UNSUPPORTED`, at once.
 */
export function loadNxOnce(nx: NxLocation, root: string, workersAreBusy: () => Promise<void>): NxLoading {
  const shape = findShape(nx);
  let adapter: NxAdapter | undefined;
  const loadNow = () =>
    new Promise<NxAdapter>((resolve) => resolve((adapter ??= loadNxAdapter(shape, nx, root))));
  return {
    get loaded() {
      return adapter;
    },
    loadNow,
    load: async () => {
      let timer: NodeJS.Timeout | undefined;
      const headStart = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, HEAD_START_MS);
      });
      if (!adapter) await Promise.race([workersAreBusy(), headStart]);
      clearTimeout(timer);
      return loadNow();
    },
  };
}
