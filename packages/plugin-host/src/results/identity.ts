import { createHash } from 'node:crypto';
import type { PluginEntry } from '../config/plugin-entries';
import type { KeptEntry } from './kept-entry';
import type { KeptResultsSettings } from './kept-results-settings';
import { OUR_VERSION } from './our-version';

/** Of the file in which the results of an entry are. */
export function nameOfResults({ plugin, options, include, exclude }: PluginEntry): string {
  return digest([plugin, options, include, exclude]);
}

/**
 * One text for what decides how a worker is launched. A workspace may be copied or moved, and seen by another machine,
 * with all that is kept.
 */
export function digestOfLaunch({ root, nxVersion, launch }: KeptResultsSettings): string {
  const { loaders, execArgv, tsconfig, reuse } = launch;
  const { version, platform, arch } = process;
  const machine = [OUR_VERSION, version, platform, arch];
  return digest([...machine, root, nxVersion, loaders, execArgv, tsconfig, reuse]);
}

/** What a plugin keeps itself also depends on what it has seen, even if its hooks gave the same. */
export function stampOfCache(kept: Pick<KeptEntry, 'stamp' | 'inputs'> | undefined): string | undefined {
  return kept?.stamp && digest([kept.stamp, kept.inputs]);
}

export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
