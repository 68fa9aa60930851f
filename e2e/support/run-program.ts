import { spawn } from 'node:child_process';

export interface ProgramOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
}

/**
 * Runs a program to its end and returns its stdout; another exit code than 0 is an error that quotes all it printed.
 */
export async function runProgram(
  command: string,
  args: string[],
  { cwd, env = process.env }: ProgramOptions,
): Promise<string> {
  const child = spawn(command, args, { cwd, env });
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => (printed[stream] += text));
  }
  const ending = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => resolve(code ?? signal));
  });
  if (ending === 0) return printed.stdout;
  throw new Error(`${command} ${args.join(' ')} ended with ${ending}\n${printed.stdout}\n${printed.stderr}`);
}
