import type { LogHandler } from '@plugin-isolation/plugin-worker';
import {
  launchHostedPluginWorker,
  type HostedPluginWorker,
  type ProfileRequest,
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
  onProfile?: OnProfile | undefined;
}

/** Hears that a CPU profile of the plugin was written, or why not. */
export type OnProfile = (profile: { plugin: string; file: string; error?: Error }) => void;

/** Launches the worker of one entry of `nx.json`. */
export function launchEntry(settings: EntryLaunch): Promise<HostedPluginWorker> {
  const { entry, root, launch, file, name, generation, signal, onLoading, onLastFiles, onLog, cache } =
    settings;
  const profile = profileOf(settings);
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
    ...(profile && { profile }),
    ...(include && { include }),
    ...(exclude && { exclude }),
    ...(onLog && { onLog }),
  });
}

/** A later worker of the same plugin writes another file. */
function profileOf({ launch, generation, entry, onProfile }: EntryLaunch): ProfileRequest | undefined {
  if (launch.profile === undefined) return undefined;
  const file = generation === 1 ? launch.profile : launch.profile.replace(/(?=\.[^.]*$)/, `-${generation}`);
  const onEnd = (error?: Error) => onProfile?.({ plugin: entry.plugin, file, ...(error && { error }) });
  return { file, onEnd };
}
