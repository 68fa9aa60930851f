import { constants } from 'node:os';
import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { FORWARDED, startGuard, type Forwarded } from './guard';

export interface AttachedProcess {
  /** Arguments of node: those for itself, a script, and those for the script. */
  args: string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Default: those of this process. */
  stdio?: StdioOptions;
}

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/**
 * Starts node with this process's terminal and group. A signal for this process alone is passed on to it. A signal for
 * the whole group, such as Ctrl-C, has reached it already. If this process is killed, it ends, too.
 */
export function startAttached({ args, cwd, env, stdio = 'inherit' }: AttachedProcess): Promise<Ending> {
  const child = spawn(process.execPath, args, { cwd, env, stdio });
  const ended = once(child, 'exit') as Promise<[Ending['code'], Ending['signal']]>;
  if (child.pid === undefined) return ended.then(([code, signal]) => ({ code, signal }));
  const guard = startGuard(child.pid);
  const onSignal = (signal: Forwarded) =>
    void guard.hasGroupGot(signal).then((hasGot) => hasGot || child.kill(signal));
  for (const signal of FORWARDED) process.on(signal, onSignal);
  return ended.then(([code, signal]) => {
    guard.release();
    for (const each of FORWARDED) process.off(each, onSignal);
    return { code, signal };
  });
}

/**
 * Ends this process as that one ended: by the same signal, which an exit code could not show. Returns the code if there
 * is no signal.
 */
export function endAs({ code, signal }: Ending): number {
  if (signal === null) return code ?? 0;
  process.kill(process.pid, signal);
  // Still here: this process ignores that signal, as node ignores SIGPIPE.
  return 128 + (constants.signals[signal] ?? 0);
}
