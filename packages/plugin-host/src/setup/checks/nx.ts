import { relative } from 'node:path';
import { locateNx } from '../../config/nx-location';
import { findShape } from '../../nx/load-adapter';
import { sourceDirectory } from '../../nx/source-directory';
import { findSeams } from '../../nx-command/seams';
import { good, problemOf, warning, type Finding } from '../finding';
import type { WorkspaceFacts } from '../workspace-facts';

/** Whether the workspace's own nx is there, and one whose internals are known. Nothing of it is loaded. */
export function checkNx({ root }: Pick<WorkspaceFacts, 'root'>): Finding[] {
  try {
    const nx = locateNx(root);
    const shape = findShape(nx);
    const place = relative(root, nx.directory) || '.';
    return [
      good('nx', `nx ${nx.version} in ${place} (its internals have the shape "${shape.name}")`),
      ...checkSeams(sourceDirectory(nx), nx.version),
    ];
  } catch (error) {
    return [problemOf('nx', error as Error)];
  }
}

function checkSeams(source: string, version: string): Finding[] {
  const seams = findSeams(source);
  if (!('missing' in seams)) return [good('nx', '`plugin-host nx` can isolate the plugins of this nx')];
  const found = `\`plugin-host nx\` runs this nx unchanged, since nx ${version} lacks ${seams.missing}`;
  return [warning('nx', found, 'Install another version of nx, or a newer plugin-host.')];
}
