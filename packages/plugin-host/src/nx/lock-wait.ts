import type { BusyPlugins } from '../timing/busy-plugins';

/** How this process waits for the lock. */
export interface LockWait {
  root: string;
  /** Says what is waited for, and knows what is at work when the lock is held. */
  busy: BusyPlugins;
  /**
   * How long a holder that says what it does may make no progress. 0 means forever; for nx there is no limit.
   */
  timeoutMs: number;
  signal: AbortSignal;
}
