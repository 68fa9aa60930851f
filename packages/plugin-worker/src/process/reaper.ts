import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Kills what is left when this process is gone, however it ended. One `sh` per host, in a session of its own, reads
 * process groups from a pipe: `+ 123` after a spawn, `- 123` after an exit. The end of that pipe means that the host is
 * gone. Workers that still run their event loop end by their lifeline first and have {@link GRACE_SECONDS} for their
 * exit handlers.
 */
const GRACE_SECONDS = 0.3;

const SCRIPT = `
trap '' HUP INT TERM
groups=
while read -r change group; do
  kept=
  for known in $groups; do [ "$known" = "$group" ] || kept="$kept $known"; done
  [ "$change" = + ] && kept="$kept $group"
  groups=$kept
done
[ -n "$groups" ] || exit 0
sleep ${GRACE_SECONDS} 2>/dev/null || sleep 1
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
`;

class Reaper {
  readonly #groups = new Set<number>();
  #shell: ChildProcess | undefined;

  /** Call right before a spawn, so that the group can be handed over in the same turn. */
  prepare(): void {
    if (process.platform === 'win32' || this.#shell) return;
    const shell = spawn('/bin/sh', ['-c', SCRIPT, 'plugin-isolation-reaper'], {
      cwd: '/',
      detached: true,
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#shell = shell;
    shell.unref();
    // A pipe is a socket to node; its type does not say so.
    (shell.stdin as unknown as { unref(): void }).unref();
    shell.stdin.on('error', () => undefined);
    const onGone = () => this.#onShellGone(shell);
    shell.once('error', onGone).once('exit', onGone);
  }

  watch(group: number): void {
    this.#groups.add(group);
    this.prepare();
    this.#tell('+', group);
  }

  forget(group: number): void {
    if (!this.#groups.delete(group)) return;
    this.#tell('-', group);
    if (this.#groups.size > 0) return;
    this.#shell?.stdin?.end();
    this.#shell = undefined;
  }

  #tell(change: '+' | '-', group: number): void {
    this.#shell?.stdin?.write(`${change} ${group}\n`);
  }

  #onShellGone(shell: ChildProcess): void {
    if (this.#shell !== shell) return;
    this.#shell = undefined;
    if (this.#groups.size === 0 || shell.pid === undefined) return;
    this.prepare();
    for (const group of this.#groups) this.#tell('+', group);
  }
}

/** The one reaper of this process. */
export const reaper = new Reaper();
