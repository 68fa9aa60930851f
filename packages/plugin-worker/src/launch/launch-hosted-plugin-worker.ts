import type { FileChanges } from '../protocol/file-changes';
import type { CreateNodesContext, CreateNodesResult } from '../protocol/hooks/create-nodes';
import type { Observed } from '../protocol/inputs';
import type { LoadedFiles } from '../protocol/loaded-files';
import { launchPlugin, type LaunchPluginWorkerOptions, type PluginWorker } from './launch-plugin-worker';
import { timeoutFor, type HostedOptions, type ProfileRequest } from './options';
import type { PluginProxy } from './plugin-proxy';
import type { WorkerClient } from './worker-client';

/** The profile of a minute is written within a second. */
const PROFILE_MS = 60_000;

export interface LaunchHostedOptions extends LaunchPluginWorkerOptions, HostedOptions {
  /** Which worker of its plugin this is; 1 is the first. */
  generation: number;
}

/** The proxy, which a host also tells how files have changed. */
export interface HostedPluginProxy extends PluginProxy {
  createNodes?: [
    pattern: string,
    createNodes: (
      configFiles: string[],
      context: CreateNodesContext,
      fileChanges?: FileChanges,
    ) => Promise<CreateNodesResult[]>,
  ];
}

/** A plugin's worker as one of many, with what their host needs to know. */
export interface HostedPluginWorker extends PluginWorker {
  readonly generation: number;
  readonly plugin: HostedPluginProxy;
  /** Resolves when the calls so far have left this process: before that, a blocking computation here delays them. */
  flushed(): Promise<void>;
  /** What the plugin has seen since this was asked last, if it is observed. */
  observed(): Promise<Observed>;
  /** Files that the worker has loaded, and those that say of which format they are. */
  loadedFiles(): Promise<LoadedFiles>;
}

/**
 * As {@link launchPluginWorker}, for a host that has checked its options itself.
 * @throws what {@link launchPluginWorker} throws, but no `ArgumentsError`.
 */
export async function launchHostedPluginWorker(options: LaunchHostedOptions): Promise<HostedPluginWorker> {
  const { worker, client } = await launchPlugin(options);
  const ask = <M extends 'loadedFiles' | 'observed'>(hook: M) => {
    const timeoutMs = options.inspect ? 0 : timeoutFor(hook, options.timeouts);
    return client.request(hook, {}, { hook, timeoutMs });
  };
  const stop = worker.stop.bind(worker);
  return Object.defineProperties(worker, {
    ...(options.profile && profileBeforeStop(client, stop, options.profile)),
    generation: { value: options.generation, enumerable: true },
    flushed: { value: () => client.connection.flushed() },
    loadedFiles: { value: () => ask('loadedFiles') },
    observed: { value: () => ask('observed') },
  }) as HostedPluginWorker;
}

/** The profile is written while nothing has been asked of the process yet that ends it, however long that takes. */
function profileBeforeStop(client: WorkerClient, stop: () => Promise<void>, { file, onEnd }: ProfileRequest) {
  const write = () =>
    client.request('writeProfile', { file }, { hook: 'writeProfile', timeoutMs: PROFILE_MS });
  let stopped: Promise<void> | undefined;
  const value = () =>
    (stopped ??= write()
      .then(() => onEnd(), onEnd)
      .then(stop));
  return { stop: { value, enumerable: true }, [Symbol.asyncDispose]: { value } };
}
