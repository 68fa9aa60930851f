import { digestOf } from '@plugin-isolation/plugin-worker/internal/protocol';

/** The files of the workspace at one moment, as an index of Nx's has them. */
export interface FileSnapshot {
  /** Path relative to the root → hash of its content. */
  readonly files: Readonly<Record<string, string>>;
  /** Of all of them. */
  readonly digest: string;
  /** When the index was begun, by `Date.now()`. */
  readonly madeAtMs: number;
}

/** Paths relative to the root, sorted. */
export interface FileChanges {
  /** New paths, relative to the root. */
  created: string[];
  /** Paths with another content. */
  edited: string[];
  /** Paths that are gone. */
  deleted: string[];
}

export function createSnapshot(files: Record<string, string>, madeAtMs = Date.now()): FileSnapshot {
  return { files, digest: digestOf(files), madeAtMs };
}

/** What differs between two snapshots. Without the first, all files are new. */
export function compareSnapshots(before: FileSnapshot | undefined, after: FileSnapshot): FileChanges {
  const [old, current] = [before?.files ?? {}, after.files];
  if (before?.digest === after.digest) return { created: [], edited: [], deleted: [] };
  const paths = Object.keys(current);
  return {
    created: paths.filter((file) => old[file] === undefined).sort(),
    edited: paths.filter((file) => old[file] !== undefined && old[file] !== current[file]).sort(),
    deleted: Object.keys(old)
      .filter((file) => current[file] === undefined)
      .sort(),
  };
}

export function allChanged({ created, edited, deleted }: FileChanges): string[] {
  return [...created, ...edited, ...deleted];
}
