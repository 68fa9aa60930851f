import { constants } from 'node:os';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { FORWARDED, startGuard, type Forwarded } from './guard';

export interface NxProcess {
  /** Absolute path of the script. */
  bin: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

export interface NxEnding {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/**
 * Starts nx with this process's terminal and group. What this process alone is sent goes on to nx; what the whole group is sent,
 * such as Ctrl-C, nx has got already.
 */
export function startNx({ bin, args, cwd, env }: NxProcess): Promise<NxEnding> {
  const nx = spawn(process.execPath, [bin, ...args], { cwd, env, stdio: 'inherit' });
  const ended = once(nx, 'exit') as Promise<[NxEnding['code'], NxEnding['signal']]>;
  if (nx.pid === undefined) return ended.then(([code, signal]) => ({ code, signal }));
  const guard = startGuard(nx.pid);
  const onSignal = (signal: Forwarded) =>
    void guard.hasGroupGot(signal).then((hasGot) => hasGot || nx.kill(signal));
  for (const signal of FORWARDED) process.on(signal, onSignal);
  return ended.then(([code, signal]) => {
    guard.release();
    for (const each of FORWARDED) process.off(each, onSignal);
    return { code, signal };
  });
}

/** Ends this process as nx ended: by the same signal, which is not seen from a code. Returns the code where there is no signal. */
export function endAs({ code, signal }: NxEnding): number {
  if (signal === null) return code ?? 0;
  process.kill(process.pid, signal);
  // Still here: this process ignores that signal, as node ignores SIGPIPE.
  return 128 + (constants.signals[signal] ?? 0);
}
