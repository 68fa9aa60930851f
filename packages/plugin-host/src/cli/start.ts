import { endAs } from '../exec/attached-process';
import { needsOwnStdout, runWithOwnStdout } from './own-stdout';

/** Starts the command line. Its code is loaded only in the process that needs it. */
export function start(argv: string[]): void {
  const words = argv.slice(2);
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
