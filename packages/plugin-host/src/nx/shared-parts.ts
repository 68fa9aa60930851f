import { accessSync, constants, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { digestOfText } from '@plugin-isolation/plugin-worker/internal/inputs';
import type { NxLocation } from '../config/nx-location';
import type { NxAdapter } from './adapter';
import { writeGraphCache } from './graph-cache';
import { withGraphLock } from './graph-lock';
import { KEPT_HASHES, type NxInternals } from './nx-internals';
import { sourceDirectory } from './source-directory';

type SharedParts = Pick<
  NxAdapter,
  | 'version'
  | 'dataDirectory'
  | 'graphFile'
  | 'readNxJson'
  | 'indexFiles'
  | 'forgetKeptHashes'
  | 'listFiles'
  | 'askIndex'
  | 'hashFile'
  | 'watchFiles'
  | 'createNodesContext'
  | 'withGraphLock'
  | 'writeCache'
>;

/** What is the same in every shape. */
export function sharedParts(nx: NxInternals<never>, location: NxLocation, root: string): SharedParts {
  silenceNotFound(nx.logger.logger);
  return {
    version: location.version,
    dataDirectory: nx.cacheDirectory.workspaceDataDirectory,
    graphFile: nx.graphCache.nxProjectGraph,
    readNxJson: () => nx.nxJson.readNxJson(root),
    indexFiles: () => nx.workspaceContext.setupWorkspaceContext(root),
    forgetKeptHashes: () =>
      rmSync(join(nx.cacheDirectory.workspaceDataDirectory, KEPT_HASHES), { force: true }),
    listFiles: async () => {
      const files = await nx.workspaceContext.getAllFileDataInContext(root);
      return Object.fromEntries(files.map(({ file, hash }) => [file, hash]));
    },
    askIndex: async (name, args) => {
      const ask = (nx.workspaceContext as unknown as Record<string, unknown>)[name];
      if (typeof ask !== 'function') return undefined;
      return digestOfText(JSON.stringify(await (Reflect.apply(ask, undefined, [root, ...args]) as unknown)));
    },
    hashFile: (file) => nx.native.hashFile(join(root, file)),
    watchFiles: (onChange) => {
      const watcher = new nx.native.Watcher(root, [], true);
      watcher.watch((error, events) => onChange(error, events?.map(({ path }) => path) ?? []));
      return watcher;
    },
    createNodesContext: (nxJson) => ({ nxJsonConfiguration: nxJson, workspaceRoot: root }),
    withGraphLock: (work, wait) => withGraphLock(nx, work, wait),
    writeCache: async ({ graph, sourceMaps, isLast }, wait) => {
      if (!isWritable(nx.cacheDirectory.workspaceDataDirectory)) return;
      const write = () =>
        Promise.resolve(
          isLast() ? writeGraphCache(nx, sourceDirectory(location), graph, sourceMaps) : undefined,
        );
      await withGraphLock(nx, write, wait, true);
    },
  };
}

/** If it is not, Nx prints five errors with their stacks. */
function isWritable(directory: string): boolean {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Nx prints this and throws it, too. The thrown error is ours to tell, with its plugin and a next step. */
function silenceNotFound(logger: NxInternals<never>['logger']['logger']): void {
  const error = logger.error.bind(logger);
  logger.error = (text) => {
    if (typeof text !== 'string' || !text.startsWith('Plugin listed in `nx.json` not found')) error(text);
  };
}
