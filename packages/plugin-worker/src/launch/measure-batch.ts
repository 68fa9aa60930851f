import type { HookName, Params } from '../protocol/methods';
import type { FileMap } from '../protocol/types';
import type { Batch } from './call';

/** How much a call asks of a hook, for errors: a timeout on 3 files means something else than one on 3,000. */
export function measureBatch(hook: HookName, params: Params<HookName>): Batch | undefined {
  // What a caller hands over is the plugin's to judge, so nothing is taken for granted.
  switch (hook) {
    case 'createNodes':
      return { size: (params as Params<'createNodes'>).configFiles?.length ?? 0, of: 'configuration file' };
    case 'createDependencies': {
      const { context } = params as Params<'createDependencies'>;
      return { size: countFiles(context?.filesToProcess), of: 'file' };
    }
    case 'createMetadata': {
      const { graph } = params as Params<'createMetadata'>;
      return { size: Object.keys(graph?.nodes ?? {}).length, of: 'project' };
    }
    case 'preTasksExecution':
    case 'postTasksExecution':
      return undefined;
  }
}

function countFiles(map: Partial<FileMap> | undefined): number {
  const lists = [...Object.values(map?.projectFileMap ?? {}), map?.nonProjectFiles ?? []];
  return lists.reduce((sum, files) => sum + files.length, 0);
}
