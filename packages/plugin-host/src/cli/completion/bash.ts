import { optionsTaking, PLUGIN_NAMES, wordsOf, type CompletedCommand } from './completed-command';

/** A script for bash. It reads the line itself: bash takes `@` and `:` for ends of words. */
export function bashCompletion(commands: CompletedCommand[]): string {
  const ofCommand = commands.map((command) => {
    const options = command.options.map(({ name }) => name);
    const plugins = command.takes.includes('plugin') ? ` $("\${typed[0]}" ${PLUGIN_NAMES})` : '';
    return `      ${command.name}) words="${[...wordsOf(command), ...options].join(' ')}${plugins}" ;;\n`;
  });
  return `# bash completion of plugin-host. In ~/.bashrc: source <(npx plugin-host completion bash)
_plugin_host() {
  local line=\${COMP_LINE:0:COMP_POINT} typed words= cur prev
  read -ra typed <<< "$line"
  [[ $line == *[[:space:]] ]] && typed+=("")
  cur=\${typed[\${#typed[@]} - 1]}
  prev=\${typed[\${#typed[@]} - 2]}
  case $prev in
    ${optionsTaking(commands, 'plugin').join('|')}) words=$("\${typed[0]}" ${PLUGIN_NAMES}) ;;
    ${optionsTaking(commands, 'dir').join('|')}) COMPREPLY=($(compgen -d -- "$cur")); return ;;
    ${optionsTaking(commands, 'path').join('|')}) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    *) case \${#typed[@]}:\${typed[1]} in
      1:*|2:*) words="${commands.map(({ name }) => name).join(' ')} --help --version" ;;
      *) case \${typed[1]} in
${ofCommand.join('')}      esac ;;
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  # Bash replaces what comes after the last of its own ends of words.
  local end
  for end in @ :; do
    [[ $cur == *"$end"* && $COMP_WORDBREAKS == *"$end"* ]] && COMPREPLY=("\${COMPREPLY[@]#"\${cur%"\${cur##*"$end"}"}"}")
  done
}
complete -o default -F _plugin_host plugin-host
`;
}
