import type { Touch } from './strace-log';
import type { Trace } from './strace-trace';

/** A path that need not be in a trace. */
export interface Uncounted {
  /** Why no result depends on it, or why it is seen elsewhere. */
  why: string;
  isMeant(touch: Touch, trace: Trace, root: string): boolean;
}
