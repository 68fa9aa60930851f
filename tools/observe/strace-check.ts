import type { ProcessTree, Touch } from './strace-log';
import type { Trace } from './strace-trace';
import { UNCOUNTED } from './strace-uncounted';

/** What was touched and would not be seen if it were another one now. */
export function findUnseen({ touches }: ProcessTree, trace: Trace, root: string): Touch[] {
  const own = new Set<string>();
  const looked = new Set<string>();
  return sinceLoad(touches).filter((touch) => {
    const { kind, path, isWhole, error } = touch;
    if (kind === 'write' && error === undefined) {
      // All that is there now is its own.
      if (isWhole && !looked.has(path)) own.add(path);
      return false;
    }
    if (own.has(path)) return false;
    looked.add(path);
    // Whoever can't write knows whether something is there.
    const look: Touch = kind === 'write' ? { ...touch, kind: 'stat' } : touch;
    return !trace.covers(look) && !UNCOUNTED.some((each) => each.isMeant(look, trace, root));
  });
}

/** A worker removes its socket as soon as its host is connected; the next that it is told is to load the plugin. */
const SOCKET = /\/plugin-isolation-\d+\//;
/** Then, with its first touches, it looks for the version of nx, which is in the key of what is kept. */
const LOOK_FOR_NX = /\/node_modules(\/nx(\/package\.json)?)?$/;
const FIRST_TOUCHES = 40;

/** Before that, node and the worker itself are started. */
function sinceLoad(touches: Touch[]): Touch[] {
  const start = touches.map(({ path }) => SOCKET.test(path)).lastIndexOf(true) + 1;
  if (start === 0) throw new Error('The worker has had no socket.');
  const isOurs = ({ path }: Touch, index: number) => index < FIRST_TOUCHES && LOOK_FOR_NX.test(path);
  return touches.slice(start).filter((touch, index) => !isOurs(touch, index));
}
