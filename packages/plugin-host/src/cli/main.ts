import { loadNxLazily, tuneEngine } from '@plugin-isolation/plugin-worker/internal/start';
import { CommanderError } from 'commander';
import { stdoutNotWritable } from '../errors/command-error-texts';
import { WorkspaceError } from '../errors/errors';
import { EXIT_CODES } from './command';
import { Output } from './output';
import { createProgram } from './program';

/**
 * Runs the command line and sets `process.exitCode`; the process then ends by itself. `stdout` is the descriptor for
 * results.
 */
export function main(argv: string[], stdout: number): void {
  tuneEngine();
  loadNxLazily();
  const output = new Output(stdout);
  void run(argv, output)
    .catch((error: unknown) => reportFailure(error, output))
    .then((exitCode) => (process.exitCode = output.lost.aborted ? reportLost(output) : exitCode));
}

async function run(argv: string[], output: Output): Promise<number> {
  let exitCode: number = EXIT_CODES.done;
  const program = createProgram(output, (code) => {
    exitCode = code;
  });
  await program.parseAsync(argv);
  return exitCode;
}

function reportFailure(error: unknown, output: Output): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.badInput;
  if (error instanceof WorkspaceError) output.fail(error.message, error);
  else output.fail(`plugin-host failed: ${(error as Error).message}`, error, true);
  return error instanceof WorkspaceError ? EXIT_CODES.badInput : EXIT_CODES.pluginFailed;
}

/** A reader that closed the pipe has enough, and needs no message. */
function reportLost(output: Output): number {
  const cause = output.lost.reason as NodeJS.ErrnoException;
  return cause.code === 'EPIPE' ? EXIT_CODES.stdoutClosed : reportFailure(stdoutNotWritable(cause), output);
}
