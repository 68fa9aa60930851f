import { nxBin } from '../process/nx-bin';
import { pluginHostBin } from '../process/repository';
import { runNode } from '../process/run-program';
import type { Side } from './contenders';
import { servedSide } from './warm-sides';

export interface NxSide extends Side {
  /** Runs a command of nx and returns how long it took, in ms. */
  run(root: string, args: string[]): Promise<number>;
}

const WITHOUT_DAEMON = { NX_DAEMON: 'false' };
const WITH_DAEMON = { NX_DAEMON: 'true' };

const nx = (env: NodeJS.ProcessEnv) => (root: string, args: string[]) =>
  timed(root, [nxBin(root), ...args], env);

const ours = (root: string, args: string[]) => timed(root, [pluginHostBin, 'nx', ...args], WITHOUT_DAEMON);

export const NX_SIDES = {
  served: { ...servedSide, label: 'plugin-host nx, a served host', run: ours },
  own: { label: 'plugin-host nx', run: ours },
  plain: { label: 'nx, daemon off', run: nx(WITHOUT_DAEMON) },
  daemon: {
    label: 'nx, warm daemon',
    start: (root: string) => nx(WITH_DAEMON)(root, ['daemon', '--start']),
    stop: (root: string) => nx(WITH_DAEMON)(root, ['daemon', '--stop']),
    run: nx(WITH_DAEMON),
  },
} satisfies Record<string, NxSide>;

async function timed(root: string, args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return (await runNode(args, { cwd: root, env })).elapsedMs;
}
