import { optionsTaking, PLUGIN_NAMES, wordsOf, type CompletedCommand } from './completed-command';

/** A script for zsh. */
export function zshCompletion(commands: CompletedCommand[]): string {
  const described = commands.map(({ name, description }) => `    ${quote(`${name}:${description}`)}\n`);
  const ofCommand = commands.map((command) => {
    const options = command.options.map(({ name, description }) => quote(`${name}:${description}`));
    const words = wordsOf(command).map(quote);
    const plugins = command.takes.includes('plugin') ? ` compadd -- $(_plugin_host_plugins);` : '';
    return `    ${command.name}) entries=(${[...words, ...options].join(' ')});${plugins} ;;\n`;
  });
  return `#compdef plugin-host
# zsh completion of plugin-host. In ~/.zshrc: source <(npx plugin-host completion zsh)
_plugin_host_plugins() { \${(Q)words[1]} ${PLUGIN_NAMES} }
_plugin_host() {
  local -a entries
  case \${words[CURRENT-1]} in
    ${optionsTaking(commands, 'plugin').join('|')}) compadd -- $(_plugin_host_plugins); return ;;
    ${optionsTaking(commands, 'dir').join('|')}) _files -/; return ;;
    ${optionsTaking(commands, 'path').join('|')}) _files; return ;;
  esac
  if (( CURRENT == 2 )); then
    entries=(
${described.join('')}    )
    _describe command entries
    return
  fi
  case \${words[2]} in
${ofCommand.join('')}  esac
  _describe option entries
  _files
}
compdef _plugin_host plugin-host
`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
