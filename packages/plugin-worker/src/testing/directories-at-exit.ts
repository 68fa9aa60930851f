import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';

/**
 * One `sh` per directory, in a session of its own, waits for the end of a pipe and removes the directory. That end
 * means that this process is gone, however it ended: jest, for one, hides the real `process` and its `exit` event. A
 * worker that is still ending may write there once more.
 */
const SCRIPT = `
trap '' HUP INT TERM
while read -r _; do :; done
for _ in 1 2 3 4 5; do
  rm -rf -- "$1" 2>/dev/null && exit
  sleep 1
done
`;

/** The same without a shell. */
const WINDOWS_SCRIPT = `process.stdin.resume().on('end', () =>
  require('node:fs').rmSync(process.argv[1], { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))`;

/** Has the directory removed when this process is gone. Gives what removes it now. */
export function removeAtExit(directory: string): () => void {
  const watcher = startWatcher(directory);
  watcher.on('error', () => undefined);
  watcher.stdin!.on('error', () => undefined);
  watcher.unref();
  // A pipe is a socket to node; its type does not say so.
  (watcher.stdin as unknown as { unref(): void }).unref();
  return () => {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
    watcher.stdin!.end();
  };
}

function startWatcher(directory: string): ChildProcess {
  const isWindows = process.platform === 'win32';
  const [command, ...args] = isWindows
    ? [process.execPath, '-e', WINDOWS_SCRIPT, directory]
    : ['/bin/sh', '-c', SCRIPT, 'plugin-isolation-testing', directory];
  return spawn(command, args, {
    cwd: isWindows ? undefined : '/',
    detached: true,
    env: isWindows ? process.env : { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  });
}
