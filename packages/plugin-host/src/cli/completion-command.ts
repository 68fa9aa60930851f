import type { Command } from 'commander';
import { findRoot } from '../config/find-root';
import { readPluginEntries } from '../config/plugin-entries';
import { readNxJson } from '../config/read-nx-json';
import { EXIT_CODES } from './command';
import { bashCompletion } from './completion/bash';
import type { CompletedCommand } from './completion/completed-command';
import { fishCompletion } from './completion/fish';
import { zshCompletion } from './completion/zsh';
import type { Output } from './output';

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };
export type Shell = keyof typeof SHELLS;

/** Prints a script that completes the commands and options of `program`. Returns the exit code. */
export function runCompletion(program: Command, shell: Shell, output: Output): number {
  output.print(SHELLS[shell](program.commands.map(describeCommand)));
  return EXIT_CODES.done;
}

/** Prints what `nx.json` lists, for a completion script. Returns the exit code. */
export function printPluginNames(output: Output): number {
  const names = readPluginEntries(readNxJson(findRoot(undefined))).map(({ plugin }) => plugin);
  output.print([...new Set(names)].map((name) => `${name}\n`).join(''));
  return EXIT_CODES.done;
}

function describeCommand(command: Command): CompletedCommand {
  const options = [...command.options, command.createOption('--help', 'show the help of this command')];
  return {
    name: command.name(),
    description: command.description(),
    takes: command.registeredArguments.map((argument) => argument.argChoices ?? argument.name()).flat(),
    options: options.flatMap(({ long, description, hidden, flags }) => {
      const [, takes] = /<(.*)>/.exec(flags) ?? [];
      return hidden || !long ? [] : [{ name: long, description, ...(takes !== undefined && { takes }) }];
    }),
  };
}
