import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Signals that end a program, and that it may handle. */
export const FORWARDED = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'] as const;
export type Forwarded = (typeof FORWARDED)[number];

/**
 * A shell of our own process group. It gets what the whole group gets, and says so: nobody else can tell a Ctrl-C,
 * which nx got, too, from a signal for this process alone. Its stdin ends when this process is gone, and then it ends
 * nx as well.
 *
 * If a signal comes during `read`, that fails as at the end of the pipe, and the trap runs before the next command.
 */
const GRACE_TENTHS = 50;
const SCRIPT = `
trap '' PIPE
for name in HUP INT QUIT TERM; do trap "isInterrupted=1; echo SIG$name" $name; done
while :; do
  if read -r word; then
    [ "$word" != ended ] || exit 0
    echo asked
  elif [ -n "$isInterrupted" ]; then isInterrupted=
  else break
  fi
done
kill -s TERM "$1" || exit 0
left=${GRACE_TENTHS}
while [ $left -gt 0 ]; do
  kill -s 0 "$1" || exit 0
  sleep 0.1 || sleep 1
  left=$((left - 1))
done
kill -s KILL "$1"
`;

export interface Guard {
  /** Whether the group as a whole got this signal, which this process has just got. False if there is no guard. */
  hasGroupGot(signal: Forwarded): Promise<boolean>;
  /** The child has ended: its pid may belong to another process now. */
  release(): void;
}

/** Watches over a child of this process that stays in its process group. */
export function startGuard(child: number): Guard {
  if (process.platform === 'win32') return { hasGroupGot: () => Promise.resolve(true), release: () => {} };
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'plugin-host-exec-guard', String(child)], {
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  unref(shell);
  const got = new Set<string>();
  const waiting: (() => void)[] = [];
  const answerAll = () => waiting.splice(0).forEach((answer) => answer());
  createInterface({ input: shell.stdout }).on('line', (line) => {
    if (line === 'asked') waiting.shift()?.();
    else got.add(line);
  });
  let isGone = false;
  const onGone = () => {
    isGone = true;
    answerAll();
  };
  shell.once('error', onGone).once('close', onGone);
  shell.stdin.on('error', () => undefined);
  return {
    hasGroupGot: async (signal) => {
      // Somebody may have stopped the group and continued this process alone.
      shell.kill('SIGCONT');
      if (!isGone) await new Promise<void>((answer) => waiting.push(answer) && shell.stdin.write('ask\n'));
      return got.delete(signal);
    },
    release: () => void shell.stdin.end('ended\n'),
  };
}

/** The child alone keeps this process alive. */
function unref(shell: ChildProcess): void {
  shell.unref();
  // Pipes are sockets to node; their types do not say so.
  for (const pipe of [shell.stdin, shell.stdout]) (pipe as unknown as { unref(): void }).unref();
}
