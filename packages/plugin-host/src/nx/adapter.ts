import type { CreateNodesContext, PluginProxy, ProjectGraph } from '@plugin-isolation/plugin-worker';
import type { ResolvedPlugin } from '../resolve/resolve-plugin';
import type { LockWait } from './lock-wait';

/** Nx's own shape of a loaded plugin; ours are plain objects of the same shape. */
export interface NxPlugin extends PluginProxy {
  /** Position in `nx.json`'s `plugins`; core plugins have none. */
  index?: number;
  /** What `nx.json` and we call it. `name` is what the plugin itself and Nx call it. */
  entry?: string;
}

/** Where each property of each project came from: project root → property → `[file, plugin]`. */
export type SourceMaps = Record<string, Record<string, [file: string | null, plugin: string]>>;

export interface NxGraph {
  graph: ProjectGraph;
  sourceMaps: SourceMaps;
  /** What Nx collected instead of throwing; the graph is partial then. */
  errors: Error[];
}

export interface FileWatcher {
  stop(): Promise<unknown>;
}

/** What makes an index: Nx, or its native part alone. */
export type Indexer = Pick<NxAdapter, 'indexFiles' | 'listFiles' | 'forgetKeptHashes'>;

/**
 * What the host needs of the workspace's own Nx, whose internals differ between versions. One implementation per shape
 * of these internals. Nx is bound to one root per process: the cwd and the environment name it before Nx is loaded.
 */
export interface NxAdapter {
  readonly version: string;
  /** Where Nx keeps its data of this workspace. */
  readonly dataDirectory: string;
  /** Where Nx keeps the last graph. */
  readonly graphFile: string;
  /** The plugins that are part of Nx, loaded in this process. */
  loadCorePlugins(): Promise<NxPlugin[]>;
  /** What Nx reads as `nx.json`. */
  readNxJson(): Record<string, unknown>;
  /** Indexes the files of the workspace again. Hooks of the next graph see them as they are now. */
  indexFiles(): void;
  /** Makes the next index, in whichever process, hash every file: the hashes that Nx keeps may be out of date. */
  forgetKeptHashes(): void;
  /** The files of that index: path relative to the root → hash of its content. */
  listFiles(): Promise<Record<string, string>>;
  /** Digest of the answer of the index to a question of this name; `undefined` if this Nx does not know it. */
  askIndex(name: string, args: unknown[]): Promise<string | undefined>;
  /** The hash of a file as it is now, as an index has it; `null` if there is none. The path is relative to the root. */
  hashFile(file: string): string | null;
  /**
   * Tells of files that change, by Nx's own watcher, with its rules of what is ignored.
   * @throws {Error} if this system can't watch.
   */
  watchFiles(onChange: (error: string | null, paths: string[]) => void): FileWatcher;
  /** Resolves a plugin that can only be found among the projects of the workspace. */
  resolvePlugin(plugin: string): Promise<ResolvedPlugin>;
  /** The configuration files that Nx would hand to a plugin with this pattern. */
  matchFiles(plugin: Pick<NxPlugin, 'include' | 'exclude'>, pattern: string): Promise<string[]>;
  createNodesContext(nxJson: Record<string, unknown>): CreateNodesContext;
  /** Runs all hooks, merges, and builds the graph. */
  buildGraph(specified: NxPlugin[], core: NxPlugin[], nxJson: Record<string, unknown>): Promise<NxGraph>;
  /** Writes a complete graph that `buildGraph` gave into Nx's own cache, under its lock, if it is the last one then. */
  writeCache(
    complete: { graph: ProjectGraph; sourceMaps: SourceMaps; isLast: () => boolean },
    wait: LockWait,
  ): Promise<void>;
  /** Holds Nx's lock on graph computations meanwhile, and waits first if somebody else has it. */
  withGraphLock<T>(work: () => Promise<T>, wait: LockWait): Promise<T>;
}
