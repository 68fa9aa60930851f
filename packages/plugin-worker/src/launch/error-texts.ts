/**
 * The text of every error that a worker causes, and nothing else. Each names the plugin, the hook, what happened and a
 * next step. docs/errors.md lists them all; a test holds it against this file.
 */

import type { Batch } from '../protocol/hooks/hook-spec';
import { reviveError } from '../protocol/revive-error';
import type { SerializedError } from '../protocol/serialize-error';
import type { FatalParams } from '../protocol/types';
import {
  PluginLoadError,
  PluginNotFoundError,
  WorkerError,
  WorkerExitError,
  WorkerStartError,
  WorkerStoppedError,
  WorkerTimeoutError,
  type Diagnosis,
  type ExitReason,
} from './errors';
import { classifyExit } from './exit-reason';
import { refusedNextStep } from './refused-next-step';
import { adviceOnTemporaryDirectory } from '../socket/temporary-directory';
import type { WorkerExit } from '../process/worker-process';

const CALL_AGAIN = 'Launch a new worker, and call again.';
const AFTER_SIGNAL =
  'Find out who sent it: a person, a script, the plugin itself, or the system when it ran out of memory.';
const AFTER_CRASH =
  'Look in its stderr. process.abort(), a native addon, or a closed descriptor that node itself uses ' +
  'can end a process like this.';

/** Its file is nowhere. */
export function notFoundError(
  kind: 'plugin' | 'module',
  plugin: string,
  lookedIn: string[],
  cause: unknown,
): PluginNotFoundError {
  // node gives what it says of a broken package.json no code.
  if (cause instanceof Error && (cause as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') {
    const text = sentence(`The ${kind} "${plugin}" can't be resolved: ${cause.message}`);
    return new PluginNotFoundError(plugin, lookedIn, `${text} Correct that, or its name or path.`, { cause });
  }
  const text = `The ${kind} "${plugin}" can't be resolved: it can't be found in ${lookedIn.join(', ')}.`;
  const nextStep = 'Install it there, or correct its name or path.';
  return new PluginNotFoundError(plugin, lookedIn, `${text} ${nextStep}`, { cause });
}

/** The module threw while it was imported, or is not a plugin. Says file and line if the stack has them. */
export function loadError(thrown: SerializedError, of: Diagnosis): PluginLoadError {
  const place = thrown.name === 'SyntaxError' ? placeOfSyntaxError(thrown) : '';
  const text = sentence(`The ${kindOf(of)} "${of.plugin}" could not be loaded: ${place}${thrown.message}`);
  const nextStep =
    adviceOnTemporaryDirectory(thrown) ??
    `Fix the ${kindOf(of)}; the stack of \`cause\` says where it failed.`;
  return new PluginLoadError(`${text} ${nextStep}`, of, { cause: reviveError(thrown) });
}

/** node puts `file:line` on the first line of a SyntaxError's stack, and not into its message. */
function placeOfSyntaxError({ stack, message }: SerializedError): string {
  const [first = ''] = stack?.split('\n') ?? [];
  return /:\d+$/.test(first) && !message.includes(first) ? `${first.replace(/^file:\/\//, '')}: ` : '';
}

/** The worker ended unasked while a call was pending. */
export function exitError(exit: WorkerExit, fatal: FatalParams | undefined, of: Diagnosis): WorkerExitError {
  const tail = of.stderrTail ?? [];
  const reason = classifyExit(exit, fatal, tail);
  const when = `during ${of.hook}, after ${Math.round(of.elapsedMs)} ms`;
  const [happened, nextStep] = exitText(reason, when, exit, fatal);
  const lines = tail.map((line) => `\n  ${line}`).join('');
  const lastWords = lines && `\nLast lines of its stderr:${lines}`;
  const diagnosis = { ...of, exitCode: exit.code, signal: exit.signal };
  const cause = fatal && { cause: reviveError(fatal.error) };
  return new WorkerExitError(reason, say(of, happened, nextStep) + lastWords, diagnosis, cause);
}

function exitText(
  reason: ExitReason,
  when: string,
  { code, signal }: WorkerExit,
  fatal: FatalParams | undefined,
): [happened: string, nextStep: string] {
  const thrown = fatal?.error.message ?? '';
  switch (reason) {
    case 'unhandled-rejection':
      return [
        `crashed ${when}, since nobody handled a promise rejection: ${thrown}`,
        'Await or catch it in the plugin.',
      ];
    case 'uncaught-exception':
      return [
        `crashed ${when}, since nobody caught an exception: ${thrown}`,
        'Catch it in the plugin; the stack of `cause` says where.',
      ];
    case 'out-of-memory':
      return [
        `ran out of memory ${when}`,
        'Give it more with NODE_OPTIONS=--max-old-space-size=4096 or another number of MiB, ' +
          'or find out what the plugin keeps.',
      ];
    case 'crash':
      return [`crashed with ${signal} ${when}`, AFTER_CRASH];
    case 'signal':
      return [`was killed by ${signal} ${when}`, AFTER_SIGNAL];
    case 'early-exit':
      return [
        `exited with code 0 before it answered, ${when}`,
        'Remove the process.exit() call in the plugin or in one of its libraries.',
      ];
    case 'exit-code':
      return [
        `exited with code ${code} ${when}`,
        'Look in its stderr to see why the plugin, or one of its libraries, ended the process.',
      ];
  }
}

/** The call took too long; the worker is killed. */
export function timeoutError(timeoutMs: number, batch: Batch | undefined, of: Diagnosis): WorkerTimeoutError {
  const about = batch ? ` for ${batch.size} ${batch.of}${batch.size === 1 ? '' : 's'}` : '';
  const killed = `and was killed after ${Math.round(of.elapsedMs)} ms`;
  const happened = `did not finish ${of.hook}${about} within ${timeoutMs} ms, ${killed}`;
  const setting = of.hook === 'load' ? 'timeouts.loadMs' : `timeouts.hooks.${of.hook}`;
  const nextStep = `Raise "${setting}", or switch every timer off with NX_PLUGIN_NO_TIMEOUTS=true.`;
  return new WorkerTimeoutError(timeoutMs, say(of, happened, nextStep), of);
}

/** The worker was killed because another call of it took too long. */
export function killedByTimeoutError(slowHook: string, of: Diagnosis): WorkerStoppedError {
  const happened = `was killed during ${of.hook}, since its ${slowHook} took too long`;
  return new WorkerStoppedError(say(of, happened, CALL_AGAIN), of);
}

/** Bytes for the worker were left over when nobody waited for an answer any more: why a later call came too late. */
export function unreadError(of: Diagnosis): WorkerStoppedError {
  const happened = `did not read what was sent to it before ${of.hook} and was killed`;
  const nextStep = 'Find out what blocks the plugin, launch a new worker, and call again.';
  return new WorkerStoppedError(say(of, happened, nextStep), of);
}

/** `stop()` was called, or the `signal` of the launch aborted, while the call was pending. */
export function stoppedError(of: Diagnosis, cause?: unknown): WorkerStoppedError {
  return new WorkerStoppedError(say(of, `was stopped during ${of.hook}`, CALL_AGAIN), of, { cause });
}

/** The call was made when the worker had ended, or was about to. */
export function lateError(exit: WorkerExit | undefined, of: Diagnosis, cause?: Error): WorkerStoppedError {
  const how = exit ? `had ended (${exit.signal ?? `exit code ${exit.code}`})` : 'was being stopped';
  const known = exit && { exitCode: exit.code, signal: exit.signal };
  const text = say(of, `${how} when ${of.hook} was called`, CALL_AGAIN);
  return new WorkerStoppedError(text, { ...of, ...known }, { cause });
}

/** The connection was closed in the worker: it ended itself for that, or was killed. */
export function connectionLostError(of: Diagnosis): WorkerStartError {
  const happened = `closed its connection to the host during ${of.hook} and was ended`;
  const nextStep = 'Find out which code in the plugin closes descriptors or sockets that it did not open.';
  return new WorkerStartError(say(of, happened, nextStep), of);
}

/** The operating system did not start the process. */
export function spawnError(cause: Error, of: Diagnosis): WorkerStartError {
  const happened = `could not be started for its ${of.hook}: ${cause.message}`;
  const nextStep = 'Check `root`, and that this user may start one more process.';
  return new WorkerStartError(say(of, happened, nextStep), of, { cause });
}

/** The process runs, and there is no way to talk to it. */
export function unreachableError(cause: Error, of: Diagnosis): WorkerStartError {
  const happened = `could not be reached for its ${of.hook}: ${cause.message}`;
  const nextStep =
    'Launch it with `transport: "lifeline"`, which needs no socket, and with one version of plugin-worker.';
  return new WorkerStartError(say(of, happened, nextStep), of, { cause });
}

/** The request, or its answer, could not be carried by the protocol. */
export function refusedError(cause: Error & { code?: unknown }, of: Diagnosis): WorkerError {
  const text = say(of, `could not be asked for ${of.hook}: ${cause.message}`, refusedNextStep(cause.code));
  return new WorkerError('REQUEST_REFUSED', text, of, { cause });
}

function say(of: Diagnosis, happened: string, nextStep: string): string {
  // Next steps are ours alone, and most of them are about plugins.
  const step = of.kind ? nextStep.replace(/\bplugin\b(?!-)/g, of.kind) : nextStep;
  return `The worker of ${kindOf(of)} "${of.plugin}" ${sentence(happened)} ${step}`;
}

function kindOf({ kind }: Diagnosis): string {
  return kind ?? 'plugin';
}

/** Ends with one full stop, even if a foreign message brought its own. */
function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
