import type { KeptResults } from '../results/kept-results';
import type { Supervisor } from '../workers/supervisor';
import type { HostApi } from './host-api';

/** Read by nx, by node or by this program in the process of a host, or by what they start. */
const OF_HOST =
  /^((NX|NODE|PLUGIN_HOST|PLUGIN_ISOLATION|GIT|LC)_\w+|PATH|HOME|USERPROFILE|LOCALAPPDATA|TZ|LANG)$/i;

/** An answer, or the variables for which it would be another one. */
export type OtherAnswer = { answer: unknown } | { variables: string[] };

/** What a served host answers to clients whose environment is not the one in which it was started. */
export interface OtherEnvironments {
  /** Those of these variables on which the host's answers depend, or may depend as far as it knows. */
  variablesThatMatter: (names: string[]) => Promise<string[]>;
  /** As the function of {@link HostApi} with this name, for a client that has others of these variables. */
  answerOther: (names: string[], name: keyof HostApi, args: unknown[]) => Promise<OtherAnswer>;
}

interface Plugin {
  launch: Pick<Supervisor['launch'], 'reuse'>;
  results: Pick<KeptResults, 'kept' | 'memory'> | undefined;
}

/** Those of these variables that decide what hooks give. A plugin of which nobody knows may have read all of them. */
export function variablesThatMatter(names: string[], plugins: readonly Plugin[]): string[] {
  const isAnyRead = plugins.some(mayHaveReadAll);
  const read = new Set(plugins.flatMap((plugin) => [...variablesOf(plugin)]));
  return names.filter((name) => isAnyRead || OF_HOST.test(name) || read.has(name));
}

function mayHaveReadAll({ launch, results }: Plugin): boolean {
  const kept = results?.kept;
  if (!kept || launch.reuse === 'never') return true;
  // Then no variable counts, by the user's word.
  if (launch.reuse === 'always') return false;
  const hasReadAll = [...kept.inputs, ...results.memory.inputs].some(({ kind }) => kind === 'environment');
  return hasReadAll || kept.files !== undefined;
}

function variablesOf({ results }: Plugin): string[] {
  const inputs = [...(results?.kept?.inputs ?? []), ...(results?.memory.inputs ?? [])];
  return inputs.flatMap(({ kind, of }) => (kind === 'variable' ? [of] : []));
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
