import type { LoadedFiles } from '../protocol/loaded-files';
import { fstatSync, writeSync, type BigIntStats } from 'node:fs';
import { encodeMessage } from '../protocol/encode';
import { CONNECTION_LOST_EXIT_CODE } from '../protocol/error-codes';
import { setImmediate } from '../protocol/intrinsics';
import { serializeError } from '../protocol/serialize-error';

/** As node has them: a plugin may replace them, or `process` itself. */
const { pid, platform } = process;
const exit = process.exit.bind(process);
const kill = process.kill.bind(process);
const onceExiting = process.once.bind(process, 'exit');

let isAsked = false;

/**
 * A connection has ended, since the host is gone: runs the exit handlers and takes the process group along. A worker
 * with a blocked event loop never comes here; the host's reaper ends it. If the end was made in this process, the exit
 * code tells the host so.
 */
export function endWithHost(error?: Error): void {
  isAsked = true;
  const isHostGone = !isOwnDoing(error);
  if (isHostGone && platform !== 'win32') onceExiting(() => kill(-pid, 'SIGKILL'));
  end(isHostGone ? 0 : CONNECTION_LOST_EXIT_CODE);
}

/** The other side closes a stream with its end, or with one of these; whatever else ends it was done here. */
export function isOwnDoing(error: Error | undefined): boolean {
  const { code } = (error ?? { code: 'EOF' }) as NodeJS.ErrnoException;
  return code !== 'EOF' && code !== 'ECONNRESET' && code !== 'EPIPE';
}

/** Answers first, then runs the exit handlers and ends. */
export function stop(): null {
  isAsked = true;
  setImmediate(() => end(0));
  return null;
}

/** The plugin may have replaced what `process.exit` calls, and that may throw. */
function end(code: number): void {
  try {
    exit(code);
  } finally {
    kill(pid, 'SIGKILL');
  }
}

/**
 * Tells the host over the lifeline what nobody caught, before node ends the process as it always does. Written
 * synchronously: there is no later turn.
 */
export function reportFatalErrors(write: (line: string) => void): void {
  process.on('uncaughtExceptionMonitor', (thrown, origin) => {
    try {
      const params = { origin, error: serializeError(thrown) };
      write(encodeMessage({ jsonrpc: '2.0', method: 'fatal', params }));
    } catch {
      // The pipe is full or gone; stderr still shows the error.
    }
  });
}

/**
 * If the plugin ends this process, tells the host over the lifeline what had been loaded: the next worker waits for a
 * change of it.
 */
export function reportLastFiles(write: (line: string) => void, collect: () => LoadedFiles): void {
  process.on('exit', () => {
    if (isAsked) return;
    try {
      write(encodeMessage({ jsonrpc: '2.0', method: 'lastFiles', params: collect() }));
    } catch {
      // The pipe is full or gone; the host knows the file that it asked for.
    }
  });
}

/** Writes to the lifeline at once, unless the plugin has closed it: its number may be that of a file by now. */
export function lifelineWriter(fd: number, stat: BigIntStats): (line: string) => void {
  const [write, statNow] = [writeSync, fstatSync];
  return (line) => {
    const { dev, ino } = statNow(fd, { bigint: true });
    if (dev === stat.dev && ino === stat.ino) write(fd, line);
  };
}

/**
 * Makes writes to stdout and stderr block. So what a plugin prints right before `process.exit` is not lost in a queue.
 * Node has no public switch for it.
 */
export function writeOutputAtOnce(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const { _handle: handle } = stream as { _handle?: { setBlocking?(isBlocking: boolean): void } };
    handle?.setBlocking?.(true);
  }
}
