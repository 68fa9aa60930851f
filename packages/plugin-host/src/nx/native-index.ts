import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { NxLocation } from '../config/nx-location';
import type { Indexer, NxAdapter } from './adapter';
import { INTERNALS, KEPT_HASHES } from './nx-internals';
import { sourceDirectory } from './source-directory';

interface NativeContext {
  allFileData(): { file: string; hash: string }[];
  /** From Nx 24 on: resolves when the files are there, which would block this thread. */
  ready?(): Promise<void>;
}

/** The native part of Nx, as far as an index needs it. */
interface Native {
  WorkspaceContext?: new (root: string, dataDirectory: string) => NativeContext;
  hashFile: (file: string) => string | null;
  IS_WASM?: boolean;
}

/** Nx's index of files, by its native part alone: all of Nx takes ten times as long to load. */
export type NativeIndex = Indexer & Pick<NxAdapter, 'hashFile'>;

/** `undefined` if this Nx has none that is used so: then Nx itself has to be asked. */
export function loadNativeIndex(
  location: NxLocation,
  root: string,
  dataDirectory: string,
): NativeIndex | undefined {
  const native = require(join(sourceDirectory(location), INTERNALS.native)) as Native;
  const { WorkspaceContext } = native;
  if (!WorkspaceContext || !('allFileData' in WorkspaceContext.prototype) || native.IS_WASM) return undefined;
  let context: NativeContext | undefined;
  return {
    indexFiles: () => void (context = new WorkspaceContext(root, dataDirectory)),
    forgetKeptHashes: () => rmSync(join(dataDirectory, KEPT_HASHES), { force: true }),
    async listFiles() {
      await context!.ready?.();
      return Object.fromEntries(context!.allFileData().map(({ file, hash }) => [file, hash]));
    },
    hashFile: (file) => native.hashFile(join(root, file)),
  };
}
