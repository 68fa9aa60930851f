import type { LogHandler } from '@plugin-isolation/plugin-worker';
import {
  launchHostedPluginWorker,
  type HostedPluginWorker,
} from '@plugin-isolation/plugin-worker/internal/launch';
import type { LoadedFiles } from '@plugin-isolation/plugin-worker/internal/protocol';
import { workerMark } from '../config/graph-recursion';
import type { LaunchConfiguration } from '../config/host-configuration';
import type { PluginEntry } from '../config/plugin-entries';
import type { ResolvedPlugin } from '../resolve/resolve-plugin';

export interface EntryLaunch extends ResolvedPlugin {
  entry: PluginEntry;
  root: string;
  launch: LaunchConfiguration;
  generation: number;
  /** If the plugin is observed: the directory for what it keeps itself. */
  cache?: string | undefined;
  signal: AbortSignal;
  onLoading: () => void;
  onLastFiles: (loaded: LoadedFiles) => void;
  onLog?: LogHandler | undefined;
}

/** Launches the worker of one entry of `nx.json`. */
export function launchEntry(settings: EntryLaunch): Promise<HostedPluginWorker> {
  const { entry, root, launch, file, name, generation, signal, onLoading, onLastFiles, onLog, cache } =
    settings;
  const { plugin, options, include, exclude, index } = entry;
  const { env, execArgv, tsconfig, timeouts, loaders, inspect } = launch;
  return launchHostedPluginWorker({
    plugin: file,
    name,
    knownAs: plugin,
    root,
    generation,
    env: { ...env, ...workerMark(root, plugin) },
    execArgv,
    index,
    options,
    timeouts,
    inspect,
    ...(cache !== undefined && { observe: cache }),
    loader: { ...(tsconfig.file && { tsconfig: tsconfig.file }), ...(loaders && { kinds: loaders }) },
    signal,
    onLoading,
    onLastFiles,
    ...(include && { include }),
    ...(exclude && { exclude }),
    ...(onLog && { onLog }),
  });
}
