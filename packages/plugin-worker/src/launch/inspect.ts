import type { Inspect, LaunchOptions, Launching } from './options';
import { printToStderr, type LogLine } from '../process/output';

/** A free port, reachable from this machine alone. */
const EXEC_ARGUMENT = '--inspect=127.0.0.1:0';

/**
 * What a launch with an inspector changes. A person at a breakpoint needs no timer, but one sentence that says where to
 * attach.
 */
export function withInspector<O extends Launching<LaunchOptions>>(options: O, what = 'plugin'): O {
  const { inspect, execArgv = [], onLog = printToStderr } = options;
  if (!inspect) return options;
  return {
    ...options,
    // With `brk` the worker itself opens its inspector, when it is about to wait.
    execArgv: inspect === 'brk' ? execArgv : [EXEC_ARGUMENT, ...execArgv],
    timeouts: { loadMs: 0, hookMs: 0 },
    onLog: (log: LogLine) => {
      const line = log.stream === 'stderr' ? explainLine(log, inspect, what) : log.line;
      if (line !== undefined) onLog({ ...log, line });
    },
  };
}

/** Turns what node's inspector prints into one sentence; `undefined` for a line that adds nothing. */
export function explainLine(
  { plugin, pid, line }: LogLine,
  inspect: Inspect,
  what = 'plugin',
): string | undefined {
  const [, address] = /^Debugger listening on (ws:\S+)$/.exec(line) ?? [];
  if (address === undefined)
    return /^For help, see: https:\/\/nodejs\.org\/\S*inspector/.test(line) ? undefined : line;
  const who = `The debugger of ${what} "${plugin}" (pid ${pid}) listens on ${address}`;
  return inspect === 'brk'
    ? `${who} and the worker waits for it before it loads the ${what}: attach an editor or chrome://inspect.`
    : `${who} for an editor or chrome://inspect.`;
}
