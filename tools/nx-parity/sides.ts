import { spawn } from 'node:child_process';
import { nxBin } from '../process/nx-bin';
import { pluginHostBin } from '../process/repository';
import { collect } from '../process/run-program';
import { withCleanup } from '../process/with-cleanup';
import { homeOf } from './workspace-copy';

export type Side = 'plain' | 'ours';

export interface Call {
  /** What follows the word `nx`. */
  args: string[];
  env?: Record<string, string>;
}

export interface Ran {
  stdout: string;
  stderr: string;
  /** The exit code, or the signal that ended it. */
  ending: number | NodeJS.Signals | null;
  elapsedMs: number;
}

const TIMEOUT_MS = 300_000;

/** Nothing of the environment that this program runs in, such as a package manager's or a person's CI, plays a part. */
const ENVIRONMENT = Object.fromEntries(
  ['PATH', 'LANG', 'TMPDIR', 'SHELL', 'USER'].flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  ),
);

const QUIET = {
  NX_NO_CLOUD: 'true',
  // Whoever would ask a registry is told at once that there is none.
  npm_config_registry: 'http://127.0.0.1:9/',
  npm_config_fetch_retries: '0',
};

/** How plain nx runs. To isolate its plugins makes it slow, but not all get along in one process: the caller says. */
const PLAIN = {
  NX_DAEMON: 'false',
  ...(process.env['NX_ISOLATE_PLUGINS'] && { NX_ISOLATE_PLUGINS: process.env['NX_ISOLATE_PLUGINS'] }),
};

/** Runs nx in this directory to its end: the workspace's own, or by our command line. */
export async function runSide(side: Side, cwd: string, { args, env }: Call): Promise<Ran> {
  const startedAt = performance.now();
  const program = side === 'plain' ? [nxBin(cwd)] : [pluginHostBin, 'nx'];
  const child = spawn(process.execPath, [...program, ...args], {
    cwd,
    env: { ...ENVIRONMENT, ...QUIET, HOME: homeOf(cwd), ...(side === 'plain' && PLAIN), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  const { printed, ended } = collect(child);
  const ending = await withCleanup(
    () => child.kill() && ended,
    () => ended,
  );
  return { ...printed, ending, elapsedMs: performance.now() - startedAt };
}
