/** A command, as far as a shell completes it. */
export interface CompletedCommand {
  name: string;
  description: string;
  /** What its arguments are: `plugin`, `files`, or the words that they may be. */
  takes: string[];
  options: CompletedOption[];
}

interface CompletedOption {
  /** With its dashes. */
  name: string;
  description: string;
  /** What its value is: `plugin`, `dir` or `path`. */
  takes?: string;
}

/** Prints the plugins of `nx.json`, one in a line. */
export const PLUGIN_NAMES = 'completion --plugins 2>/dev/null';

/** Names of all options whose value is of that kind. */
export function optionsTaking(commands: CompletedCommand[], takes: string): string[] {
  const names = commands.flatMap(({ options }) => options.filter((option) => option.takes === takes));
  return [...new Set(names.map(({ name }) => name))];
}

/** Of arguments, those that are words themselves. */
export function wordsOf({ takes }: CompletedCommand): string[] {
  return takes.filter((each) => !['plugin', 'files', 'args', 'nx'].includes(each));
}
