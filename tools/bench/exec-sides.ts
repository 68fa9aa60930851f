import { nxBin } from '../process/nx-bin';
import { pluginHostBin } from '../process/repository';
import { runNode } from '../process/run-program';

export interface ExecSide {
  label: string;
  run(root: string, args: string[]): Promise<number>;
}

const throughExec = [pluginHostBin, 'exec', '--', 'nx'];

export const execSides: ExecSide[] = [
  {
    label: 'exec, a served host',
    run: (root, args) => timed(root, [...throughExec, ...args], { NX_DAEMON: 'false' }),
  },
  {
    label: 'exec, no served host',
    // In another environment than the host's: it is not asked.
    run: (root, args) => timed(root, [...throughExec, ...args], { NX_DAEMON: 'false', BENCH_ALONE: 'true' }),
  },
  {
    label: 'nx, daemon off',
    run: (root, args) => timed(root, [nxBin(root), ...args], { NX_DAEMON: 'false' }),
  },
  {
    label: 'nx, warm daemon',
    run: (root, args) => timed(root, [nxBin(root), ...args], { NX_DAEMON: 'true' }),
  },
];

/** A daemon for this root, and its end afterwards. */
export async function withDaemon<T>(root: string, use: () => Promise<T>): Promise<T> {
  const daemon = (act: string) => timed(root, [nxBin(root), 'daemon', act], { NX_DAEMON: 'true' });
  await daemon('--start');
  try {
    return await use();
  } finally {
    await daemon('--stop');
  }
}

async function timed(root: string, args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return (await runNode(args, { cwd: root, env })).elapsedMs;
}
