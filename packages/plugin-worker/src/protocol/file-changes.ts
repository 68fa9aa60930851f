import { hasFields, isListOf, isText } from './guards';

/** How the workspace's files differ from those of the graph before. Paths are relative to the root. */
export interface FileChanges {
  /** Created or edited. */
  changed: string[];
  deleted: string[];
  /** Of all files as they are now, see `digestOf`. */
  digest: string;
}

export const isFileChanges = hasFields({
  changed: isListOf(isText),
  deleted: isListOf(isText),
  digest: isText,
});
