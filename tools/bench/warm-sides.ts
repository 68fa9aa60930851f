import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PluginHostOptions } from '@plugin-isolation/plugin-host';
import { pluginHostBin } from '../process/repository';
import { cleanEnvironment, runNode } from '../process/run-program';
import { nxBin } from '../process/nx-bin';
import type { Side } from './contenders';

export interface WarmSide extends Side {
  client: 'ours' | 'served' | 'nx';
  env?: NodeJS.ProcessEnv;
}

type Settings = Pick<PluginHostOptions, 'reuse'>;

export const ourSide: WarmSide = { label: 'createPluginHost', client: 'ours' };

export const ourRunningSide: WarmSide = {
  label: 'createPluginHost, reuse: never',
  client: 'ours',
  start: (root) => writeSettings(root, { reuse: 'never' }),
};

export const servedSide = createServedSide();

export const servedRunningSide: WarmSide = {
  ...createServedSide({ reuse: 'never' }),
  label: 'plugin-host watch, reuse: never',
};

export const nxSide = createNxSide('nx, daemon', {});

/**
 * Without isolation the daemon keeps its plugins; with it, the default, it starts their workers anew after each edit.
 */
export const nxSideInProcess = createNxSide('nx, daemon, isolation off', { NX_ISOLATE_PLUGINS: 'false' });

function createNxSide(label: string, more: NodeJS.ProcessEnv): WarmSide {
  const env = { NX_DAEMON: 'true', ...more };
  const stop = (root: string) => runNode([nxBin(root), 'daemon', '--stop'], { cwd: root, env });
  return { label, client: 'nx', env, stop };
}

/** A `plugin-host watch`, with these settings. */
function createServedSide(settings: Settings = {}): WarmSide {
  let watch: ChildProcess | undefined;
  let ended: Promise<unknown> = Promise.resolve();
  return {
    label: 'plugin-host watch',
    client: 'served',
    async start(root) {
      writeSettings(root, settings);
      const args = [pluginHostBin, 'watch', '--root', root];
      const stdio: StdioOptions = ['ignore', 'pipe', 'ignore'];
      watch = spawn(process.execPath, args, { env: cleanEnvironment(), stdio });
      ended = once(watch, 'exit');
      await once(watch.stdout!, 'data');
      watch.stdout!.resume();
    },
    stop: () => (watch?.kill('SIGINT'), ended),
  };
}

function writeSettings(root: string, settings: Settings): void {
  writeFileSync(join(root, 'plugin-host.json'), JSON.stringify(settings));
}
