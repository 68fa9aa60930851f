import type { PluginProxy } from '@plugin-isolation/plugin-worker';
import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import type { LaunchConfiguration } from '../../src/config/host-configuration';
import type { PluginEntry } from '../../src/config/plugin-entries';
import type { Supervisor } from '../../src/workers/supervisor';

export const CONTEXT = { nxJsonConfiguration: {}, workspaceRoot: '/ws' };

type CreateNodes = NonNullable<PluginProxy['createNodes']>[1];

/** The hooks of a plugin; `createNodes` gets the pattern `**`. */
export interface FakeHooks extends Pick<PluginProxy, 'createDependencies' | 'createMetadata'> {
  createNodes?: CreateNodes;
}

export function fakePlugin(name: string, { createNodes, ...others }: FakeHooks = {}): PluginProxy {
  return { name, ...others, ...(createNodes && { createNodes: ['**', createNodes] }) };
}

/** What the hooks look at of a worker. */
export function fakeWorker(plugin: PluginProxy): HostedPluginWorker {
  const flushed = () => Promise.resolve();
  return { name: plugin.name, plugin, flushed } as unknown as HostedPluginWorker;
}

export interface FakeSupervisor extends Supervisor {
  /** The next hooks meet this worker. */
  replaceBy(worker: HostedPluginWorker): void;
  releases: number;
}

/** What the hooks look at of a supervisor. A worker that is an error could not be launched. */
export function fakeSupervisor(
  entry: string,
  launched: HostedPluginWorker | Error,
  launch: Partial<LaunchConfiguration> = {},
): FakeSupervisor {
  let worker = launched;
  const get = () => (worker instanceof Error ? Promise.reject(worker) : Promise.resolve(worker));
  const supervisor = {
    plugin: entry,
    entry: { plugin: entry, index: 0 } satisfies PluginEntry,
    launch,
    releases: 0,
    lastUsedMs: 0,
    reports: { lastLaunch: undefined },
    worker: get,
    answeringWorker: get,
    release: () => Promise.resolve(void supervisor.releases++),
    replaceBy: (next: HostedPluginWorker) => void (worker = next),
  };
  return supervisor as unknown as FakeSupervisor;
}
