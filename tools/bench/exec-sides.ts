import { nxBin } from '../process/nx-bin';
import { pluginHostBin } from '../process/repository';
import { runNode } from '../process/run-program';
import type { Side } from './contenders';
import { servedReusingSide, servedSide } from './warm-sides';

export interface ExecSide extends Side {
  run(root: string, args: string[]): Promise<number>;
}

const WITHOUT_DAEMON = { NX_DAEMON: 'false' };
const WITH_DAEMON = { NX_DAEMON: 'true' };

const throughExec = (root: string, args: string[]) =>
  timed(root, [pluginHostBin, 'exec', '--', 'nx', ...args], WITHOUT_DAEMON);

const nx = (env: NodeJS.ProcessEnv) => (root: string, args: string[]) =>
  timed(root, [nxBin(root), ...args], env);

export const execSides: ExecSide[] = [
  { ...servedSide, label: 'exec, a served host', run: throughExec },
  { ...servedReusingSide, label: 'exec, served, reuseGraph', run: throughExec },
  { label: 'exec, no served host', run: throughExec },
  { label: 'nx, daemon off', run: nx(WITHOUT_DAEMON) },
  {
    label: 'nx, warm daemon',
    start: (root) => nx(WITH_DAEMON)(root, ['daemon', '--start']),
    stop: (root) => nx(WITH_DAEMON)(root, ['daemon', '--stop']),
    run: nx(WITH_DAEMON),
  },
];

async function timed(root: string, args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return (await runNode(args, { cwd: root, env })).elapsedMs;
}
