import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HOOK_NAMES } from '../../protocol/hooks/hooks';

/** What a package may have for Nx beside hooks; `schematics` and `builders` are their older names. */
const OTHER_PARTS = ['generators', 'executors', 'schematics', 'builders'];
const KNOWN_EXPORTS = [...OTHER_PARTS, 'name', 'registerProjectTargets', 'processProjectGraph'];

/**
 * A sentence about a module in `nx.json` that does nothing, which Nx takes without a word. `undefined` if it is a
 * plugin of another kind, with generators or executors alone.
 */
export function explainNoHooks(file: string, exports: unknown): string | undefined {
  // A module may export anything, such as a number.
  const isKnown = KNOWN_EXPORTS.some((name) => name in Object(exports));
  if (isKnown || OTHER_PARTS.some((part) => part in manifestOf(dirname(file)))) return undefined;
  return `${file} has no hook (${HOOK_NAMES.join(', ')}), generator or executor, so its entry in nx.json does nothing.`;
}

/** Of the package that the file belongs to. */
function manifestOf(directory: string): object {
  const file = join(directory, 'package.json');
  const parent = dirname(directory);
  if (!existsSync(file)) return parent === directory ? {} : manifestOf(parent);
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))) as object;
  } catch {
    return {};
  }
}
