import type { Command } from 'commander';
import type { CommonOptions } from './command';
import type { InitOptions } from './init-command';
import type { Output } from './output';

/** `init` and `doctor`: they start no worker, so they take no options about one. */
export function addSetupCommands(
  program: Command,
  root: string,
  output: Output,
  onExitCode: (code: number) => void,
): void {
  program
    .command('init')
    .description('set plugin-host up in this workspace, or take that back')
    .option('--root <dir>', root)
    .option('--yes', 'make the changes without asking')
    .option('--remove', 'take back what init has changed')
    .option('--settings', 'also write a plugin-host.json, to set something in')
    .option('--json', 'print the plan and what was done as JSON; asks nothing')
    .action(async (options: InitOptions) => {
      const { runInit } = require('./init-command') as typeof import('./init-command');
      onExitCode(await runInit(options, output.configure(options)));
    });
  program
    .command('doctor')
    .description('look for what is wrong here, and say what to do')
    .option('--root <dir>', root)
    .option('--json', 'print JSON on stdout and nothing else')
    .action(async (options: CommonOptions) => {
      const { runDoctor } = require('./doctor-command') as typeof import('./doctor-command');
      onExitCode(await runDoctor(options, output.configure(options)));
    });
}
