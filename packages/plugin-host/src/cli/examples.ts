/** Examples in the help of each command: what to type, and what it is for. */
const EXAMPLES: Record<string, [command: string, what: string][]> = {
  graph: [
    ['graph', 'which plugin is slow, and why it ran'],
    ['graph --profile @nx/vite/plugin', 'where the time of one plugin goes'],
    ['graph --file graph.json', 'the whole graph as JSON'],
    ['graph --compare', 'is it the graph of nx itself?'],
  ],
  nodes: [
    ['nodes ./tools/my-plugin.ts', 'what it gives for each file, and its other hooks'],
    ['nodes ./tools/my-plugin.ts libs/a/project.json', 'for one file'],
    ['nodes ./tools/my-plugin.ts --watch', 'what each edit changes'],
    ['nodes ./tools/my-plugin.ts --inspect-brk ./tools/my-plugin.ts', 'stop in it with a debugger'],
  ],
  plugins: [['plugins', 'hooks, loader, memory and time to load of each plugin']],
  watch: [
    ['watch', 'what each change of the workspace does to the graph'],
    ['watch --json', 'the same, an event of JSON in each line'],
  ],
  status: [['status --json', 'the workers of the host that `watch` serves']],
  stop: [['stop', 'end that host']],
  nx: [
    ['nx affected -t test', 'any command of nx'],
    ['exec --verbose -- nx build app', 'say if nx runs unchanged, and why'],
  ],
  exec: [['exec --root ../other -- nx show projects', 'nx of another workspace']],
  completion: [['completion bash >> ~/.bashrc', 'complete commands, options and plugins']],
};

/** As the end of the help of a command. */
export function formatExamples(command: string): string {
  const examples = EXAMPLES[command] ?? [];
  const lines = examples.map(([words, what]) => `  $ plugin-host ${words}\n      ${what}`);
  return `\nExamples:\n${lines.join('\n')}`;
}
