/** `good`: nothing to do. `warning`: it works, and somebody should know. `problem`: something must be done. */
export type Grade = 'good' | 'warning' | 'problem';

/** What one check says about one thing. */
export interface Finding {
  /** The check: `node`, `nx`, `sockets`. */
  check: string;
  grade: Grade;
  /** What was found, without a full stop. */
  found: string;
  /** What to do, as one or more sentences. */
  todo?: string;
}

export function good(check: string, found: string): Finding {
  return { check, grade: 'good', found };
}

export function warning(check: string, found: string, todo?: string): Finding {
  return { check, grade: 'warning', found, ...(todo !== undefined && { todo }) };
}

export function problem(check: string, found: string, todo: string): Finding {
  return { check, grade: 'problem', found, todo };
}

/** A problem in the words of an error. The first sentence of ours says what is wrong, the others what to do. */
export function problemOf(check: string, error: Error): Finding {
  const [, found, todo] = /^(.*?\.) (.*)$/s.exec(error.message) ?? [];
  return found === undefined
    ? problem(check, error.message.replace(/\.$/, ''), 'Look at what it names.')
    : problem(check, found.replace(/\.$/, ''), todo);
}
