import type { LoadedFiles } from '../protocol/loaded-files';
import { writeSync } from 'node:fs';
import { encodeMessage } from '../protocol/encode';
import { serializeError } from '../protocol/serialize-error';

let isAsked = false;

/**
 * The host is gone: run the exit handlers and take the group along. A worker whose event loop is blocked never comes here;
 * the host's reaper ends it.
 */
export function endWithHost(): void {
  isAsked = true;
  process.once('exit', () => {
    if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
  });
  process.exit(0);
}

/** Answers first, then runs the exit handlers and ends. */
export function stop(): null {
  isAsked = true;
  setImmediate(() => process.exit(0));
  return null;
}

/**
 * Tells the host over the lifeline what nobody caught, before node ends the process as it always does. Written
 * synchronously: there is no later turn.
 */
export function reportFatalErrors(lifelineFd: number): void {
  process.on('uncaughtExceptionMonitor', (thrown, origin) => {
    try {
      const params = { origin, error: serializeError(thrown) };
      writeSync(lifelineFd, encodeMessage({ jsonrpc: '2.0', method: 'fatal', params }));
    } catch {
      // The pipe is full or gone; stderr still shows the error.
    }
  });
}

/** Tells the host over the lifeline what had been loaded, when the plugin ends this process: the next worker waits for a change. */
export function reportLastFiles(lifelineFd: number, collect: () => LoadedFiles): void {
  process.on('exit', () => {
    if (isAsked) return;
    try {
      writeSync(lifelineFd, encodeMessage({ jsonrpc: '2.0', method: 'lastFiles', params: collect() }));
    } catch {
      // The pipe is full or gone; the host knows the file that it asked for.
    }
  });
}

/**
 * Makes writes to stdout and stderr block, so that what a plugin prints right before `process.exit` is not lost in a queue. Node
 * has no public switch for it.
 */
export function writeOutputAtOnce(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const { _handle: handle } = stream as { _handle?: { setBlocking?(isBlocking: boolean): void } };
    handle?.setBlocking?.(true);
  }
}
