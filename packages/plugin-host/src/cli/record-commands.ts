import type { Command } from 'commander';
import type { MakeCommand } from './make-command';
import type { Output } from './output';
import type { RecordOptions } from './record-command';
import type { ReplayOptions } from './replay-command';

/** To replay needs no workspace. */
export function addRecords(
  program: Command,
  command: MakeCommand,
  output: Output,
  onExitCode: (code: number) => void,
): void {
  command('record', 'write all that one plugin is asked, reads and gives to a file')
    .argument('<plugin>', 'as nx.json names it')
    .option('--out <path>', 'the file (default: the name of the plugin, and .record.json)')
    .option('--without-contents', 'leave out the contents of the files that it read')
    .action(async (plugin: string, options: RecordOptions) => {
      const { runRecord } = require('./record-command') as typeof import('./record-command');
      onExitCode(await runRecord(plugin, options, output.configure(options)));
    });
  program
    .command('replay')
    .description('run a plugin against what `record` has written, and say whether it does the same')
    .argument('<file>', 'the record')
    .option(
      '--plugin <path>',
      'the file of the plugin (default: that in the record, or the installed package)',
    )
    .option('--inspect', 'run the plugin with an inspector and without timers')
    .option('--inspect-brk', 'the same, and stop before the plugin is loaded')
    .option('--json', 'print JSON on stdout and nothing else')
    .option('--verbose', 'show stacks')
    .action(async (file: string, options: ReplayOptions) => {
      const { runReplay } = require('./replay-command') as typeof import('./replay-command');
      onExitCode(await runReplay(file, options, output.configure(options)));
    });
}
