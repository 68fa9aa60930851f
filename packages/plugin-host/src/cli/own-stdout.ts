import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { startAttached, type Ending } from './attached-process';

/**
 * Commands that load Nx into their process. Its native code prints to descriptor 1, whatever JavaScript does about it.
 */
const LOADS_NX = ['graph', 'nodes', 'plugins', 'record', 'report', 'watch'];

/** Descriptor of stdout in a process that {@link runWithOwnStdout} starts; 1 is stderr there. */
export const OWN_STDOUT = 3;

/** A file that the shell hands on by its descriptor is not there in another process. */
const BY_DESCRIPTOR = /(^|=)\/(dev|proc\/self)\/fd\//;

/** Whether stdout has to be JSON alone, in a process that native code prints in. Help loads no Nx. */
export function needsOwnStdout([command, ...words]: string[]): boolean {
  if (!LOADS_NX.includes(command) || words.some((word) => BY_DESCRIPTOR.test(word))) return false;
  const isHelp = words.includes('--help') || words.includes('-h');
  return words.includes('--json') && !isHelp;
}

/**
 * Runs the command line in a process in which descriptor 1 leads to stderr, and stdout is a descriptor that nobody else
 * knows. Node itself can't move a descriptor, so it takes a process.
 */
export function runWithOwnStdout(words: string[]): Promise<Ending> {
  return startAttached({
    args: [...process.execArgv, join(__dirname, '..', '..', 'bin', 'own-stdout.js'), ...words],
    stdio: ['inherit', 2, 2, 1],
  });
}

const RETRY_MS = 5;

/** Writes all of the text before it returns, whatever the descriptor leads to. */
export function writeAll(descriptor: number, text: string): void {
  let left = Buffer.from(text);
  while (left.length > 0) {
    try {
      left = left.subarray(writeSync(descriptor, left));
    } catch (error) {
      // The pipe is full, and somebody has made it non-blocking.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}
