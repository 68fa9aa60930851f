/** How a call of nx is served. */
export type Plan =
  /** Nx runs as it is; `why` is the end of a sentence. */
  | { mode: 'unchanged'; why: string }
  /** It only reads or runs: the graph is asked for while nx is still loading. */
  | { mode: 'early' }
  /** It may write or ask a person first: the graph is asked for when nx wants it. */
  | { mode: 'late' };

/** Each with its reason: docs/nx.md has them as a table. */
const UNCHANGED: Record<string, string> = {
  ...forAll(['reset', 'daemon', 'watch'], "is about nx's own daemon"),
  report: "reports on nx's own daemon, and needs no graph to start with",
  ...forAll(['migrate', '_migrate', 'repair'], 'changes nx itself'),
  ...forAll(['init', 'new', 'configure-ai-agents', 'mcp', 'completion'], 'works without a workspace'),
  ...forAll(
    [
      ...['connect', 'connect-to-nx-cloud', 'view-logs', 'login', 'logout', 'record', 'fix-ci'],
      ...['start-ci-run', 'start-nx-agents', 'start-agent', 'stop-all-agents', 'complete-ci-run'],
      ...['download-cloud-client', 'nx-cloud', 'polygraph'],
    ],
    'talks to Nx Cloud',
  ),
};

/** They write, or may ask a person something, before they want a graph, or want one again afterwards. */
const LATE = new Set([
  ...['generate', 'g', 'workspace-generator', 'workspace-schematic', 'add', 'import', 'sync'],
  ...['release', 'format', 'format:write', 'format:check', 'help', '--help', '-h'],
]);

/** Words of `graph` with which it does not stay as a web server. */
const GRAPH_ENDS = /^--(file|print)(=|$)/;

export interface NxCall {
  /** What follows the word `nx`. */
  args: string[];
  env: NodeJS.ProcessEnv;
}

/** Decides how nx is served. What nobody has listed here is a target or a command that runs tasks. */
export function planFor({ args, env }: NxCall): Plan {
  const [command = '--help', ...words] = args;
  if (env['NX_COMPLETE']) return { mode: 'unchanged', why: 'a shell wants completions at once' };
  if (command === '--version') return { mode: 'unchanged', why: '--version needs no graph' };
  const why = Object.hasOwn(UNCHANGED, command) ? UNCHANGED[command] : undefined;
  if (why) return { mode: 'unchanged', why: `\`nx ${command}\` ${why}` };
  const own = words.slice(0, words.indexOf('--') >>> 0);
  if (isGraph(command) && !own.some((word) => GRAPH_ENDS.test(word)))
    return {
      mode: 'unchanged',
      why: `\`nx ${command}\` serves a page that nx's own daemon keeps up to date`,
    };
  // Nx takes the graph in its cache, and wants one only if there is none.
  const isForced = env['NX_FORCE_REUSE_CACHED_GRAPH'] === 'true';
  const isLate = isForced || LATE.has(command) || own.includes('--help') || own.includes('-h');
  return { mode: isLate ? 'late' : 'early' };
}

function isGraph(command: string): boolean {
  return command === 'graph' || command === 'dep-graph';
}

function forAll(commands: string[], why: string): Record<string, string> {
  return Object.fromEntries(commands.map((command) => [command, why]));
}
