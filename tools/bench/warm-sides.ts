import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pluginHostBin } from '../process/repository';
import { cleanEnvironment, runNode } from '../process/run-program';
import { nxBin } from '../process/nx-bin';

export interface WarmSide {
  label: string;
  client: 'ours' | 'served' | 'nx';
  env?: NodeJS.ProcessEnv;
  /** Before the first client. */
  start?(root: string): Promise<void>;
  /** After the last one. */
  stop?(root: string): Promise<unknown>;
}

export const ourSide: WarmSide = { label: 'createPluginHost', client: 'ours' };

export const servedSide: WarmSide = {
  label: 'plugin-host watch',
  client: 'served',
  async start(root) {
    const args = [pluginHostBin, 'watch', '--root', root];
    const watch = spawn(process.execPath, args, {
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(watch.stdout, 'data');
    watch.stdout.resume();
  },
  stop: (root) => runNode([pluginHostBin, 'stop', '--root', root], { cwd: root }),
};

export const nxSide = createNxSide('nx, daemon', {});

/** Without isolation the daemon keeps its plugins; with it, the default, it starts their workers anew after each edit. */
export const nxSideInProcess = createNxSide('nx, daemon, isolation off', { NX_ISOLATE_PLUGINS: 'false' });

function createNxSide(label: string, more: NodeJS.ProcessEnv): WarmSide {
  const env = { NX_DAEMON: 'true', ...more };
  const stop = (root: string) => runNode([nxBin(root), 'daemon', '--stop'], { cwd: root, env });
  return { label, client: 'nx', env, stop };
}
