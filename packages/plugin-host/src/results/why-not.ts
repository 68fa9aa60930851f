import type { Input } from '@plugin-isolation/plugin-worker/internal/inputs';
import { resolutionInputs } from '../resolve/resolution-inputs';
import type { InputCheck } from './input-check';
import type { KeptEntry } from './kept-entry';
import type { KeptResultsSettings } from './kept-results-settings';

/** As the reason of an observed worker, about one that was before it. */
export const INHERITED = 'has kept what it made of something that can not be seen';

/**
 * Why kept results are no answer, as a sentence whose subject is the plugin; `undefined` if they may be one. `launch`
 * is the digest of what decides how the plugin is launched now.
 */
export function whyNot(
  settings: KeptResultsSettings,
  kept: KeptEntry,
  launch: string,
  check: InputCheck,
): string | undefined {
  const { root, entry } = settings;
  const { tsconfig } = settings.launch;
  if (kept.launch !== launch) return 'is launched in another way';
  const { file, resolution, inputs } = kept;
  if (resolutionInputs(entry.plugin, { root, file, tsconfig }) !== resolution)
    return 'may be found in another place';
  const gone = inputs.find((input) => !check.isSame(input));
  return gone && describeChange(gone);
}

function describeChange({ kind, of, isUncertain }: Input): string {
  if (kind === 'variable') return `read the variable ${of}, which has another value`;
  if (kind === 'environment') return 'read all variables, and one has another value';
  return isUncertain ? `read ${of} while it was written` : `looked at ${of}, which has changed`;
}
