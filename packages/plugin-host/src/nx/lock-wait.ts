import type { BusyPlugins } from '../timing/busy-plugins';

/** How this process waits for the lock. */
export interface LockWait {
  root: string;
  /** Says what is waited for, and knows what is at work when the lock is held. */
  busy: BusyPlugins;
  /** So long a holder that says what it does may go without getting on; 0 means for ever, and for nx there is no limit. */
  timeoutMs: number;
  signal: AbortSignal;
}
