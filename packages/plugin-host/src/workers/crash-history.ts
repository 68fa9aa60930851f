import { setTimeout as delay } from 'node:timers/promises';
import { WorkerExitError, WorkerStartError, WorkerTimeoutError } from '@plugin-isolation/plugin-worker';
import { decideRestart } from './restart-policy';
import { givenUp } from '../errors/worker-error-texts';

/** How a process ended, for {@link CrashHistory.add}. */
export function describeEnd(code: number | null | undefined, signal: string | null | undefined): string {
  return signal ? `it was killed by ${signal}` : `it exited with code ${code}`;
}

/** The crashes of one plugin's workers, and what they mean for the next one. */
export class CrashHistory {
  readonly #timesMs: number[] = [];
  #lastEnd = '';

  /** `how` the worker ended: `it was killed by SIGKILL`. */
  add(how: string): void {
    this.#timesMs.push(Date.now());
    this.#lastEnd = how;
  }

  /** Counts a launch that failed, if its process is to blame. What a plugin throws while it loads is no crash. */
  addLaunch(error: unknown): void {
    if (error instanceof WorkerExitError) this.add(describeEnd(error.exitCode, error.signal));
    else if (error instanceof WorkerTimeoutError) this.add('it was killed: it did not load in time');
    else if (error instanceof WorkerStartError) this.add('it could not be started');
  }

  /**
   * Resolves when the next worker may be started.
   * @throws {WorkerStartError} when the policy gave up; the reason of the signal.
   */
  async waitForTurn(plugin: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const decision = decideRestart(this.#timesMs, Date.now());
    if (!decision.restart) throw givenUp(plugin, decision.reason, this.#lastEnd);
    if (decision.delayMs > 0)
      await delay(decision.delayMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
