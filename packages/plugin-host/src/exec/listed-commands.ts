/** A read-only command of nx that takes a graph from Nx's cache, with output that was compared with plain nx, byte by byte. */
interface ListedCommand {
  words: string[];
  /** Every option that it may have. Whoever reads this list must not add one that selects what is affected. */
  options: string[];
  /** On a terminal it opens a browser and stays, unless it is asked for JSON. */
  isJsonOnly?: boolean;
}

const EVERYWHERE = ['--json', '--verbose'];

const SHOW_PROJECTS: ListedCommand = {
  words: ['show', 'projects'],
  options: [
    ...EVERYWHERE,
    ...['--projects', '-p', '--withTarget', '--with-target', '-t', '--type', '--sep', '--exclude'],
  ],
};
const SHOW_PROJECT: ListedCommand = {
  words: ['show', 'project'],
  options: EVERYWHERE,
  isJsonOnly: true,
};
const SHOW_TARGET_INPUTS: ListedCommand = {
  words: ['show', 'target', 'inputs'],
  options: EVERYWHERE,
};
const SHOW_TARGET_OUTPUTS: ListedCommand = {
  words: ['show', 'target', 'outputs'],
  options: EVERYWHERE,
};

const UNTIL_22 = [SHOW_PROJECTS, SHOW_PROJECT];
const SINCE_23 = [...UNTIL_22, SHOW_TARGET_INPUTS, SHOW_TARGET_OUTPUTS];

/** By major version of Nx. Tried with the first and the last minor of each by `npm run compatibility`. */
const LISTED: Record<number, ListedCommand[]> = {
  20: UNTIL_22,
  21: UNTIL_22,
  22: UNTIL_22,
  23: SINCE_23,
  24: SINCE_23,
};

/** Variables with which nx does something else than the command says, or which decide the same as we would. */
const DECIDING_VARIABLES = [
  'NX_BASE',
  'NX_HEAD',
  'NX_COMPLETE',
  'NX_CACHE_PROJECT_GRAPH',
  'NX_FORCE_REUSE_CACHED_GRAPH',
];

export interface NxCall {
  /** What follows the word `nx`. */
  args: string[];
  env: NodeJS.ProcessEnv;
  nxMajor: number;
  root: string;
  isTerminal: boolean;
}

/** Why this call of nx gets no graph from us, as the end of a sentence; undefined where it is on the list. */
export function whyUnlisted({ args, env, nxMajor, root, isTerminal }: NxCall): string | undefined {
  const name = args.slice(0, 2).join(' ');
  const command = LISTED[nxMajor]?.find(({ words }) => words.every((word, index) => args[index] === word));
  if (!command) return `\`nx ${name}\` is not among the commands of nx ${nxMajor} that can take a graph`;
  const options = args.filter((arg) => arg.startsWith('-')).map((arg) => arg.split('=', 1)[0]);
  const unknown = options.find((option) => !command.options.includes(option));
  if (unknown) return `what nx does with ${unknown} was not tried with a graph from elsewhere`;
  if (command.isJsonOnly && isTerminal && !options.includes('--json'))
    return `\`nx ${name}\` opens a browser unless it is asked for --json`;
  const variable = DECIDING_VARIABLES.find((each) => env[each] !== undefined);
  if (variable) return `${variable} is set`;
  const other = env['NX_WORKSPACE_ROOT_PATH'];
  return other === undefined || other === root ? undefined : 'NX_WORKSPACE_ROOT_PATH names another root';
}
