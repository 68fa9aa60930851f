import type { FatalParams } from '../protocol/types';
import type { ExitReason } from './errors';
import type { WorkerExit } from '../process/worker-process';

/** What a process gets for something that it has done itself. */
const OWN_SIGNALS = ['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP', 'SIGSYS'];
const OUT_OF_MEMORY = /JavaScript heap out of memory|Allocation failed/;

/** Tells apart the ways in which a worker can end unasked. Pure. */
export function classifyExit(
  exit: WorkerExit,
  fatal: FatalParams | undefined,
  stderrTail: string[],
): ExitReason {
  if (fatal?.origin === 'unhandledRejection') return 'unhandled-rejection';
  if (fatal) return 'uncaught-exception';
  if (stderrTail.some((line) => OUT_OF_MEMORY.test(line))) return 'out-of-memory';
  if (exit.signal) return OWN_SIGNALS.includes(exit.signal) ? 'crash' : 'signal';
  return exit.code === 0 ? 'early-exit' : 'exit-code';
}
