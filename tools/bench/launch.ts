import { join } from 'node:path';
import {
  launchPluginWorker,
  type LaunchPluginWorkerOptions,
  type PluginWorker,
} from '@plugin-isolation/plugin-worker';
import { repositoryRoot } from '../process/repository';

/** A worker of one of the plugins beside this file, whose output is left out. */
export function launch(plugin: string, options?: Partial<LaunchPluginWorkerOptions>): Promise<PluginWorker> {
  const file = benchPlugin(plugin);
  return launchPluginWorker({ plugin: file, root: repositoryRoot, onLog: () => undefined, ...options });
}

export const benchPlugin = (name: string) => join(__dirname, 'plugins', `${name}.js`);
