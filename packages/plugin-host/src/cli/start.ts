import { endAs } from './attached-process';
import { findNxCommand, type NxCommand } from './find-nx-command';
import { needsOwnStdout, runWithOwnStdout } from './own-stdout';

/** Starts the command line. Its code is loaded only in the process that needs it. */
export function start(argv: string[]): void {
  const words = argv.slice(2);
  const nx = findNxCommand(words);
  if (nx) return startNx(nx);
  if (!needsOwnStdout(words)) return startHere(argv);
  runWithOwnStdout(words).then(
    (ending) => (process.exitCode = endAs(ending)),
    // There is no room for one more process.
    () => startHere(argv),
  );
}

function startHere(argv: string[]): void {
  const { main } = require('./main') as typeof import('./main');
  main(argv, 1);
}

/** This process becomes nx, so nothing of our own command line is set up in it. */
function startNx(command: NxCommand): void {
  const { runNx } = require('./nx-command') as typeof import('./nx-command');
  void runNx(command);
}
