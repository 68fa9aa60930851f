import type { KeptResults } from '../results/kept-results';
import type { Supervisor } from '../workers/supervisor';

/** Read by nx, by node or by this program in the process of a host, or by what they start. */
const OF_HOST =
  /^((NX|NODE|PLUGIN_HOST|PLUGIN_ISOLATION|GIT|LC)_\w+|PATH|HOME|USERPROFILE|LOCALAPPDATA|TZ|LANG)$/i;

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
