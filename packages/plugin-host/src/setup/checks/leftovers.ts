import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimPrivateDirectories } from '@plugin-isolation/plugin-worker/internal/private-directory';
import { findLeftovers } from '../../discovery/leftovers';
import { findStaleDirectories } from '../../host/fresh-directory';
import { findAbandoned } from '../../results/leftovers';
import { good, warning, type Finding } from '../finding';
import type { WorkspaceFacts } from '../workspace-facts';

/** What processes have left behind that were killed. */
export function checkLeftovers({ root, dataDirectory }: WorkspaceFacts): Finding[] {
  const findings = [...inSocketDirectories(), ...inDataDirectory(dataDirectory), ...ofFreshGraphs(root)];
  if (findings.length > 0) return findings;
  return [good('leftovers', 'nothing is left of hosts that are gone')];
}

function inSocketDirectories(): Finding[] {
  return [...claimPrivateDirectories()].flatMap(({ directory }) => {
    if (directory === undefined) return [];
    const { sockets, records, unfinished } = findLeftovers(directory);
    const count = sockets.length + records.length + unfinished.length;
    const found = `${files(count)} of hosts that are gone in ${directory}`;
    return leftover(count, found, 'The next `plugin-host graph`, of any workspace, removes them.');
  });
}

function inDataDirectory(dataDirectory: string): Finding[] {
  const places = ['plugin-host-workers', 'plugin-host-results'].map((name) => join(dataDirectory, name));
  const count = places.flatMap((place) => ifThere(() => findAbandoned(place))).length;
  const found = `${files(count)} of workers that are gone in ${dataDirectory}`;
  return leftover(count, found, 'The next hook that runs removes them, and so does `nx reset`.');
}

function ofFreshGraphs(root: string): Finding[] {
  const places = [...new Set([tmpdir(), '/tmp', join(root, '.nx')])];
  const stale = places.flatMap((place) => ifThere(() => findStaleDirectories(place)));
  const found = `${stale.length} of \`graph --fresh\` that were killed: ${stale.slice(0, 3).join(', ')}`;
  return leftover(stale.length, found, 'The next `plugin-host graph --fresh` removes them.');
}

function leftover(count: number, found: string, todo: string): Finding[] {
  return count === 0 ? [] : [warning('leftovers', found, todo)];
}

function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}

function ifThere(find: () => string[]): string[] {
  try {
    return find();
  } catch {
    return [];
  }
}
