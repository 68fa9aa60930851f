import { resolveSettings } from '../../src/config/resolve-settings';
import type { LaunchConfiguration } from '../../src/config/host-configuration';
import type { PluginEntry } from '../../src/config/plugin-entries';
import { PluginResolutions } from '../../src/resolve/plugin-resolutions';
import { Supervisor } from '../../src/workers/supervisor';
import type { WorkerStateEvent } from '../../src/workers/worker-state-event';
import { FakeLauncher } from './fake-launcher';
import { createTempDirectory, type TempDirectory } from './temp-directory';

export function launchConfiguration(given: Partial<LaunchConfiguration> = {}): LaunchConfiguration {
  const tsconfig = { paths: {}, conditions: [], compilerOptions: {} };
  return {
    ...resolveSettings({}, {}).ofPlugin('any'),
    env: {},
    execArgv: [],
    tsconfig,
    inspect: false,
    ...given,
  };
}

export function entryOf(plugin: string, index = 0, more: Partial<PluginEntry> = {}): PluginEntry {
  return { plugin, index, ...more };
}

export interface Supervised extends Disposable {
  directory: TempDirectory;
  launcher: FakeLauncher;
  /** Each as `type` or `type: message`. */
  events: string[];
  create: (entry: PluginEntry, launch?: LaunchConfiguration) => Supervisor;
}

/** Supervisors of `plugin.js` and the like in a directory of their own, whose workers are fakes. */
export function createSupervised(files: Record<string, string> = { 'plugin.js': '' }): Supervised {
  const directory = createTempDirectory(files);
  const launcher = new FakeLauncher();
  const events: string[] = [];
  const onWorker = (event: WorkerStateEvent) =>
    void events.push('error' in event ? `${event.type}: ${event.error.message}` : event.type);
  const { root } = directory;
  const resolve = (plugin: string) => Promise.resolve({ name: plugin, file: directory.path(plugin) });
  const create = (entry: PluginEntry, launch = launchConfiguration()) =>
    new Supervisor(entry, new PluginResolutions(root, resolve, resolve), {
      root,
      launch,
      onWorker,
      launchWorker: launcher.launchWorker,
    });
  return { directory, launcher, events, create, [Symbol.dispose]: () => directory[Symbol.dispose]() };
}
