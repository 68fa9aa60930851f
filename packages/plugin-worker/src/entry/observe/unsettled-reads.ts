import { apply, then } from '../../protocol/intrinsics';
import type { Recorder } from './recorder';
import type { Native } from './wrap';

/** A call with a callback. */
export function trackCallback(
  given: unknown,
  recorder: Recorder,
  callback: 'oncomplete' | 'ondone' = 'oncomplete',
): void {
  const request = given as Record<string, Native | undefined> | undefined;
  const done = typeof request === 'object' && request !== null ? request[callback] : undefined;
  if (typeof done !== 'function') return;
  recorder.unsettledReads++;
  request![callback] = function (...results) {
    recorder.unsettledReads--;
    return apply(done, this, results);
  };
}

export function trackPromise(result: unknown, recorder: Recorder): void {
  if (!(result instanceof Promise)) return;
  recorder.unsettledReads++;
  const end = () => void recorder.unsettledReads--;
  void then(result, end, end);
}
