import type { HostApi } from './host-api';

/** An answer, or the variables for which it would be another one. */
export type OtherAnswer = { answer: unknown } | { variables: string[] };

/** What a served host answers to clients whose environment is not the one in which it was started. */
export interface OtherEnvironments {
  /** Those of these variables on which the host's answers depend, or may depend as far as it knows. */
  variablesThatMatter: (names: string[]) => Promise<string[]>;
  /** As the function of {@link HostApi} with this name, for a client that has others of these variables. */
  answerOther: (names: string[], name: keyof HostApi, args: unknown[]) => Promise<OtherAnswer>;
}

/** `matter` is what the host says now. It is asked again after the answer: a hook may have read one meanwhile. */
export function answerOthers(api: HostApi, matter: (names: string[]) => string[]): OtherEnvironments {
  return {
    variablesThatMatter: (names) => Promise.resolve(matter(names)),
    async answerOther(names, name, args) {
      // What a single hook reads is not looked at, and it may not run twice.
      const before = name === 'runHook' ? names : matter(names);
      if (before.length > 0) return { variables: before };
      const answer = await (api[name] as (...args: unknown[]) => Promise<unknown>)(...args);
      const variables = matter(names);
      return variables.length > 0 ? { variables } : { answer };
    },
  };
}
