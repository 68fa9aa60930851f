// These stand apart from the other texts. The package that their classes come from takes a while to load, and commands
// that start no worker do not need it.
import { WorkerStartError, WorkerStoppedError } from '@plugin-isolation/plugin-worker';

/** The restart policy gave up; `reason` says why, and `lastEnd` how the last worker ended. */
export function givenUp(plugin: string, reason: string, lastEnd: string): WorkerStartError {
  const text = `The load of plugin "${plugin}" is given up: ${reason}. The last time, ${lastEnd}.`;
  const diagnosis = { plugin, hook: 'load', elapsedMs: 0, workerState: 'failed' as const };
  return new WorkerStartError(
    `${text} Fix the plugin: it is started again when a file that it had loaded has changed.`,
    diagnosis,
  );
}

/** The host let go of the plugin while its worker was starting, or before that. */
export function pluginStopped(plugin: string): WorkerStoppedError {
  const text = `The worker of plugin "${plugin}" was stopped before its load was done.`;
  const diagnosis = { plugin, hook: 'load', elapsedMs: 0, workerState: 'draining' as const };
  return new WorkerStoppedError(`${text} Ask again if nx.json still lists it.`, diagnosis);
}
