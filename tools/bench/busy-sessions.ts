import { spawn } from 'node:child_process';
import { withCleanup } from '../process/with-cleanup';

/** Ends by itself when the bench does, however that ends: its stdin is a pipe from there. */
const BUSY = `process.stdin.on('end', () => process.exit()).resume();
const work = () => { for (const end = Date.now() + 50; Date.now() < end;); setImmediate(work); };
work();`;

/** Does `use` beside so many busy processes, each in a session of its own, as an editor and a build are. */
export function besideBusySessions<T>(count: number, use: () => Promise<T>): Promise<T> {
  const sessions = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', BUSY], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] }),
  );
  return withCleanup(() => sessions.forEach((session) => session.kill('SIGKILL')), use);
}
