import { PLUGIN_NAMES, wordsOf, type CompletedCommand } from './completed-command';

const COMPLETE = 'complete -c plugin-host';
const PLUGINS = `-a '(plugin-host ${PLUGIN_NAMES})'`;

/** A script for fish. */
export function fishCompletion(commands: CompletedCommand[]): string {
  const lines = commands.flatMap((command) => {
    const { name, description, options } = command;
    const within = `${COMPLETE} -n '__fish_seen_subcommand_from ${name}'`;
    const words = wordsOf(command);
    return [
      `${COMPLETE} -n __fish_use_subcommand -f -a ${name} -d ${quote(description)}`,
      ...(command.takes.includes('plugin') ? [`${within} ${PLUGINS}`] : []),
      ...(words.length > 0 ? [`${within} -f -a ${quote(words.join(' '))}`] : []),
      ...options.map((option) => {
        const value = option.takes === undefined ? '' : option.takes === 'plugin' ? ` -x ${PLUGINS}` : ' -r';
        return `${within} -l ${option.name.slice(2)}${value} -d ${quote(option.description)}`;
      }),
    ];
  });
  return `# fish completion of plugin-host: npx plugin-host completion fish > ~/.config/fish/completions/plugin-host.fish\n${lines.join('\n')}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
