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

/** Before that, node and the worker itself are started. */
function sinceLoad(touches: Touch[]): Touch[] {
  const start = touches.findIndex(({ path }) => path.endsWith('/dist/entry/observe/observe.js'));
  if (start < 0) throw new Error('The worker is not observed.');
  return touches.slice(start);
}
