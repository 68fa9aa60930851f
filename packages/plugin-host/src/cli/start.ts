import { endAs } from './attached-process';
import { findNxCommand, type NxCommand } from './find-nx-command';
import { needsOwnStdout, OWN_STDOUT, runWithOwnStdout } from './own-stdout';

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

/** What `runWithOwnStdout` starts in its process. */
export function startWithOwnStdout(argv: string[]): void {
  startHere(argv, OWN_STDOUT);
}

function startHere(argv: string[], stdout = 1): void {
  const { main } = require('./main') as typeof import('./main');
  main(argv, stdout);
}

/** This process becomes nx, so nothing of our own command line is set up in it. */
function startNx(command: NxCommand): void {
  const { runNx } = require('./nx-command') as typeof import('./nx-command');
  void runNx(command);
}
