import type { Batch } from './call';
import type { FatalParams } from '../types';
import type { Diagnosis, ExitReason } from './errors';
import { PluginLoadError, WorkerExitError, WorkerStoppedError, WorkerTimeoutError } from './errors';
import { reviveError, type SerializedError } from '../protocol/serialize-error';
import type { WorkerExit } from './worker-process';

const OUT_OF_MEMORY = /JavaScript heap out of memory|Allocation failed/;

interface ExitText {
  happened: string;
  advice: string;
}

/** Tells apart the ways in which a worker can end unasked. Pure. */
export function classifyExit(
  exit: WorkerExit,
  fatal: FatalParams | undefined,
  stderrTail: string[],
): ExitReason {
  if (fatal?.origin === 'unhandledRejection') return 'unhandled-rejection';
  if (fatal) return 'uncaught-exception';
  if (stderrTail.some((line) => OUT_OF_MEMORY.test(line))) return 'out-of-memory';
  if (exit.signal) return 'signal';
  return exit.code === 0 ? 'early-exit' : 'exit-code';
}

function textOf(reason: ExitReason, exit: WorkerExit, fatal: FatalParams | undefined): ExitText {
  const thrown = fatal?.error.message ?? '';
  switch (reason) {
    case 'unhandled-rejection':
      return {
        happened: `crashed by a promise rejection that nobody handled: ${thrown}`,
        advice: 'Await or catch it in the plugin.',
      };
    case 'uncaught-exception':
      return {
        happened: `crashed by an exception that nobody caught: ${thrown}`,
        advice: 'Catch it in the plugin.',
      };
    case 'out-of-memory':
      return {
        happened: 'ran out of memory',
        advice:
          'Give it more with NODE_OPTIONS=--max-old-space-size=<MiB>, or find out what the plugin keeps.',
      };
    case 'signal':
      return {
        happened: `was killed by ${exit.signal}`,
        advice: 'It was ended from outside: by a person, a script, or the system for want of memory.',
      };
    case 'early-exit':
      return {
        happened: 'exited with code 0 before it answered',
        advice: 'The plugin, or a library of it, called process.exit().',
      };
    case 'exit-code':
      return {
        happened: `exited with code ${exit.code}`,
        advice: 'The plugin, or a library of it, ended the process.',
      };
  }
}

/** The error for a call that was pending when the worker ended. */
export function createExitError(
  exit: WorkerExit,
  fatal: FatalParams | undefined,
  diagnosis: Diagnosis,
): WorkerExitError {
  const tail = diagnosis.stderrTail ?? [];
  const reason = classifyExit(exit, fatal, tail);
  const { happened, advice } = textOf(reason, exit, fatal);
  const when = `during ${diagnosis.hook}, after ${Math.round(diagnosis.elapsedMs)} ms`;
  const lastWords =
    tail.length > 0 ? `\nLast lines of its stderr:\n${tail.map((line) => `  ${line}`).join('\n')}` : '';
  const message = `The worker of plugin "${diagnosis.plugin}" ${happened} ${when}. ${advice}${lastWords}`;
  const full = { ...diagnosis, exitCode: exit.code, signal: exit.signal };
  return new WorkerExitError(reason, message, full, fatal && { cause: reviveError(fatal.error) });
}

/** The error for a call that was made when the worker had ended, or was about to. */
export function createLateError(exit: WorkerExit | undefined, diagnosis: Diagnosis): WorkerStoppedError {
  const how = exit ? `has ended (${exit.signal ?? `exit code ${exit.code}`})` : 'is being stopped';
  const message = `The worker of plugin "${diagnosis.plugin}" ${how}; ${diagnosis.hook} needs a new worker.`;
  const known = exit && { exitCode: exit.code, signal: exit.signal };
  return new WorkerStoppedError(message, { ...diagnosis, ...known });
}

/** The error for the call that took too long. */
export function createTimeoutError(
  timeoutMs: number,
  batch: Batch | undefined,
  diagnosis: Diagnosis,
): WorkerTimeoutError {
  const { plugin, hook, elapsedMs } = diagnosis;
  const about = batch ? ` for ${batch.size} ${batch.of}${batch.size === 1 ? '' : 's'}` : '';
  const setting = hook === 'load' ? 'timeouts.loadMs' : `timeouts.hooks.${hook}`;
  const message =
    `The worker of plugin "${plugin}" did not finish ${hook}${about} within ${timeoutMs} ms, and was killed after ` +
    `${Math.round(elapsedMs)} ms. Raise "${setting}", or switch every timer off with NX_PLUGIN_NO_TIMEOUTS=true.`;
  return new WorkerTimeoutError(timeoutMs, message, diagnosis);
}

/** The error for a plugin whose module threw while it was imported. Says file and line where the stack knows them. */
export function createLoadError(thrown: SerializedError, diagnosis: Diagnosis): PluginLoadError {
  const place = thrown.name === 'SyntaxError' ? placeOfSyntaxError(thrown) : '';
  const message = `The plugin "${diagnosis.plugin}" could not be loaded: ${place}${thrown.message}`;
  return new PluginLoadError(message, diagnosis, { cause: reviveError(thrown) });
}

/** node puts `file:line` on the first line of a SyntaxError's stack, and not into its message. */
function placeOfSyntaxError({ stack, message }: SerializedError): string {
  const [first = ''] = stack?.split('\n') ?? [];
  return /:\d+$/.test(first) && !message.includes(first) ? `${first.replace(/^file:\/\//, '')}: ` : '';
}
