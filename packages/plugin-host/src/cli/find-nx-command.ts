export interface NxCommand {
  /** What follows the word `nx`. */
  args: string[];
  root?: string;
  isVerbose?: boolean;
}

/**
 * The call of nx in the words of a command line: `nx …`, or `exec [--root DIR] [--verbose] [--] nx …`. `undefined` if
 * they are something else, or not well formed: the program for all commands has help and errors for that.
 */
export function findNxCommand([first, ...words]: string[]): NxCommand | undefined {
  if (first === 'nx') return { args: words };
  return first === 'exec' ? findInExec(words, {}) : undefined;
}

function findInExec([word, ...rest]: string[], found: Omit<NxCommand, 'args'>): NxCommand | undefined {
  if (word === 'nx') return { ...found, args: rest };
  if (word === '--') return rest[0] === 'nx' ? { ...found, args: rest.slice(1) } : undefined;
  if (word === '--verbose') return findInExec(rest, { ...found, isVerbose: true });
  if (word?.startsWith('--root=')) return findInExec(rest, { ...found, root: word.slice('--root='.length) });
  if (word === '--root' && rest.length > 0) return findInExec(rest.slice(1), { ...found, root: rest[0] });
  return undefined;
}
