import { keys, match } from '../../protocol/intrinsics';
import { digestOf } from '../../protocol/digest';
import type { FileChanges } from '../../protocol/file-changes';

const WORKSPACE_CONTEXT = /[\\/]nx[\\/](dist[\\/])?src[\\/]utils[\\/]workspace-context\.js$/;

/** Nx's module that holds the index; what is not in every version is optional. */
interface WorkspaceContext {
  resetWorkspaceContext?(): void;
  updateFilesInContext?(root: string, changed: string[], deleted: string[]): unknown;
  getAllFileDataInContext?(root: string): Promise<{ file: string; hash: string }[]>;
  updateProjectFiles?(roots: object, references: object, changed: object, deleted: string[]): unknown;
}

/**
 * Nx keeps an index of the workspace's files in each process that asks for one. It never renews it without its daemon.
 * A worker that serves a second graph would go on with the files of the first one. With `changes` the index is brought
 * up to date. It is kept if it then says the same as the host. Otherwise Nx makes a new one when it is asked for it.
 */
export async function renewWorkspaceIndex(root: string, changes?: FileChanges): Promise<void> {
  const files = keys(require.cache);
  for (let position = 0; position < files.length; position++) {
    if (!match(WORKSPACE_CONTEXT, files[position])) continue;
    const index = (require.cache[files[position]]?.exports ?? {}) as WorkspaceContext;
    const isKept = changes !== undefined && hasIndex(index) && (await update(index, root, changes));
    if (!isKept) index.resetWorkspaceContext?.();
  }
}

async function update(index: WorkspaceContext, root: string, changes: FileChanges): Promise<boolean> {
  try {
    index.updateFilesInContext!(root, changes.changed, changes.deleted);
    const files = await index.getAllFileDataInContext!(root);
    return digestOf(Object.fromEntries(files.map(({ file, hash }) => [file, hash]))) === changes.digest;
  } catch {
    return false;
  }
}

/**
 * Every function but this one makes an index if there is none. If there is one, this function refuses these arguments.
 */
function hasIndex(index: WorkspaceContext): boolean {
  if (index.updateFilesInContext?.length !== 3 || !index.getAllFileDataInContext) return false;
  try {
    return index.updateProjectFiles?.({}, {}, {}, []) !== undefined;
  } catch {
    return true;
  }
}
