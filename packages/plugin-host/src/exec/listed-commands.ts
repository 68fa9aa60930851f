import { NX_MAJORS, type NxMajorNumber } from '../config/nx-majors';

/**
 * A read-only command of nx that takes a graph from Nx's cache, with output that was compared with plain nx, byte by
 * byte.
 */
interface ListedCommand {
  words: string[];
  /** Every option that it may have. None may select what is affected: see docs/exec.md. */
  options: string[];
  /** On a terminal it opens a browser and stays, unless it is asked for JSON. */
  isJsonOnly?: boolean;
  /** It is not there in every major. */
  showsTargets?: boolean;
}

const EVERYWHERE = ['--json', '--verbose'];

/** Tried with the first and the last minor of each major by `npm run compatibility`. */
const LISTED: ListedCommand[] = [
  {
    words: ['show', 'projects'],
    options: [
      ...EVERYWHERE,
      ...['--projects', '-p', '--withTarget', '--with-target', '-t', '--type', '--sep', '--exclude'],
    ],
  },
  { words: ['show', 'project'], options: EVERYWHERE, isJsonOnly: true },
  { words: ['show', 'target', 'inputs'], options: EVERYWHERE, showsTargets: true },
  { words: ['show', 'target', 'outputs'], options: EVERYWHERE, showsTargets: true },
];

/** Variables that change what the command does, or that decide what we would decide. */
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
  nxMajor: NxMajorNumber;
  root: string;
  isTerminal: boolean;
}

/** Why this call of nx gets no graph from us, as the end of a sentence; `undefined` if it is on the list. */
export function whyUnlisted({ args, env, nxMajor, root, isTerminal }: NxCall): string | undefined {
  const name = args.slice(0, 2).join(' ');
  const isThere = ({ showsTargets }: ListedCommand) => !showsTargets || NX_MAJORS[nxMajor].showsTargets;
  const command = LISTED.find(
    (listed) => isThere(listed) && listed.words.every((word, index) => args[index] === word),
  );
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
