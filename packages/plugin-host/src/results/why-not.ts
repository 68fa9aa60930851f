import type { Input } from '@plugin-isolation/plugin-worker/internal/inputs';
import { resolutionInputs } from '../resolve/resolution-inputs';
import type { InputCheck } from './input-check';
import type { KeptEntry } from './kept-entry';
import type { IncompleteReasons } from './kept-reasons';
import type { KeptResultsSettings } from './kept-results-settings';

/** As the reason of an observed worker, about one that was before it. */
export const INHERITED = 'has kept what it made of something that can not be seen';

export interface Now {
  /** Digest of what decides how the plugin is launched. */
  launch: string;
  check: InputCheck;
  /** What could not be seen when it ran last. */
  last: Pick<IncompleteReasons, 'sentence'>;
}

/**
 * Why kept results are no answer, as a sentence whose subject is the plugin; `undefined` if they may be one.
 */
export function whyNot(
  settings: KeptResultsSettings,
  kept: KeptEntry | undefined,
  now: Now,
): string | undefined {
  if (settings.launch.reuse === 'never') return 'is to run each time';
  if (!kept) return now.last.sentence ?? 'has no result that was kept';
  const change = findChange(settings, kept, now);
  // It has run since then, and nothing was kept of that.
  const isOlder = change !== undefined && kept.files === undefined;
  return isOlder ? (now.last.sentence ?? change) : change;
}

function findChange(
  { root, entry, launch }: KeptResultsSettings,
  kept: KeptEntry,
  now: Now,
): string | undefined {
  if (kept.launch !== now.launch) return 'is launched in another way';
  const { file, resolution, inputs } = kept;
  if (resolutionInputs(entry.plugin, { root, file, tsconfig: launch.tsconfig }) !== resolution)
    return 'may be found in another place';
  const gone = inputs.find((input) => !now.check.isSame(input));
  return gone && describeChange(gone);
}

function describeChange({ kind, of, isUncertain }: Input): string {
  if (kind === 'variable') return `read the variable ${of}, which has another value`;
  if (kind === 'environment') return 'read all variables, and one has another value';
  return isUncertain ? `read ${of} while it was written` : `looked at ${of}, which has changed`;
}
