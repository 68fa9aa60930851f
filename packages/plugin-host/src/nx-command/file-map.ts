import type { FileMap } from '@plugin-isolation/plugin-worker';

/** What Nx lists for a graph. The list of all files is there up to some patch of Nx 22.7. */
export interface WorkspaceFiles {
  fileMap: FileMap;
  allWorkspaceFiles?: unknown;
  rustReferences: unknown;
}

/** Nx's module that holds the files of the graph that was computed last. */
export interface FileMapHolder {
  getFileMap: () => WorkspaceFiles;
  hydrateFileMap?(fileMap: FileMap, ...more: unknown[]): void;
}

/** What the module says itself, if we answer for it. */
const own = new WeakMap<FileMapHolder, FileMapHolder['getFileMap']>();

/** Gives Nx the files of a graph that it has not computed itself: it makes its hashes of them. */
export function fillFileMap(holder: FileMapHolder, files: WorkspaceFiles): void {
  const { fileMap, allWorkspaceFiles, rustReferences } = files;
  const all = allWorkspaceFiles === undefined ? [] : [allWorkspaceFiles];
  if (holder.hydrateFileMap) return holder.hydrateFileMap(fileMap, ...all, rustReferences);
  // Nx 20.0 and 20.1 have no way in: whoever asks is answered from here.
  if (!own.has(holder)) own.set(holder, holder.getFileMap);
  holder.getFileMap = () => files;
}

/** Nx computes the next graph itself. */
export function letGoOfFileMap(holder: FileMapHolder): void {
  const getFileMap = own.get(holder);
  if (getFileMap) holder.getFileMap = getFileMap;
}
