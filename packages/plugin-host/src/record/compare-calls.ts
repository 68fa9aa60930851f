import { compareValues, type Difference } from './compare-values';
import type { RecordedCall, RecordedError } from './plugin-record';

export interface ReplayedCall {
  /** A hook, or `load`. */
  hook: string;
  /** Messages of the errors that were recorded and came again. */
  sameErrors: string[];
  differences: Difference[];
}

type Outcome = Pick<RecordedCall, 'result'> & { errors: RecordedError[] };

/** What was recorded beside what came now. */
export function compareCall(hook: string, recorded: Outcome, now: Outcome): ReplayedCall {
  const errors = [plain(recorded.errors), plain(now.errors)] as const;
  const results = [recorded.result, now.result].map((each) => (hook === 'createNodes' ? byFile(each) : each));
  const differences = [
    ...compareValues(errors[0], errors[1], 'errors'),
    ...compareValues(results[0], results[1], 'result'),
  ];
  const isSame = compareValues(errors[0], errors[1]).length === 0;
  return { hook, sameErrors: isSame ? errors[0].map(({ message }) => message) : [], differences };
}

/** Stacks differ from place to place. */
function plain(errors: RecordedError[]): RecordedError[] {
  return errors.map(({ file, name, message, code }) => ({
    ...(file !== undefined && { file }),
    name,
    message,
    ...(code !== undefined && { code }),
  }));
}

/** Results of `createNodes` come in any order. */
function byFile(result: unknown): unknown {
  if (!Array.isArray(result) || !result.every((entry) => Array.isArray(entry))) return result;
  const named = (result as unknown[][]).map((entry) => entry.slice(-2) as [string, unknown]);
  return Object.fromEntries(named.sort(([left], [right]) => (left < right ? -1 : 1)));
}
