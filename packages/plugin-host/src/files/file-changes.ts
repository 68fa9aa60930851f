/** Paths relative to the root, sorted. */
export interface FileChanges {
  created: string[];
  edited: string[];
  deleted: string[];
}

/** What differs between two lists of files, path → hash. */
export function compareFiles(before: Record<string, string>, after: Record<string, string>): FileChanges {
  const created = Object.keys(after).filter((file) => before[file] === undefined);
  const edited = Object.keys(after).filter(
    (file) => before[file] !== undefined && before[file] !== after[file],
  );
  const deleted = Object.keys(before).filter((file) => after[file] === undefined);
  return { created: created.sort(), edited: edited.sort(), deleted: deleted.sort() };
}

export function allChanged({ created, edited, deleted }: FileChanges): string[] {
  return [...created, ...edited, ...deleted];
}
