import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { withCleanup } from './with-cleanup';

export interface ProgramRun {
  stdout: string;
  stderr: string;
  elapsedMs: number;
}

export interface ProgramOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Killed after so long. Default: never. */
  timeoutMs?: number;
  /** Called with its pid as soon as it runs. */
  onSpawn?: (pid: number) => void;
}

/** Runs `node script …args` to its end. */
export function runNode(args: string[], options: ProgramOptions): Promise<ProgramRun> {
  return runProgram(process.execPath, args, options);
}

/** Runs a program to its end; an exit code other than 0 is an error that quotes what was printed. */
export async function runProgram(
  program: string,
  args: string[],
  { cwd, env, timeoutMs, onSpawn }: ProgramOptions,
): Promise<ProgramRun> {
  const startedAt = performance.now();
  const child = spawn(program, args, {
    cwd,
    env: { ...cleanEnvironment(), ...env },
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  if (child.pid !== undefined) onSpawn?.(child.pid);
  const { printed, ended } = collect(child);
  const ending = await withCleanup(
    () => child.kill() && ended,
    () => ended,
  );
  const elapsedMs = performance.now() - startedAt;
  if (ending !== 0)
    throw new Error(`${program} ${args.join(' ')} ended with ${ending}\n${tail(printed.stderr)}`);
  return { ...printed, elapsedMs };
}

/** What a program prints, and the exit code or the signal with which it ends. */
export function collect(child: ChildProcessByStdio<Writable | null, Readable, Readable>) {
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => (printed[stream] += text));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => resolve(code ?? signal));
  });
  return { printed, ended };
}

export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(NX|SWC_NODE|TS_NODE)_/.test(name)),
  );
}

function tail(text: string): string {
  return text.trimEnd().split('\n').slice(-30).join('\n');
}
