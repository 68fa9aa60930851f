import type { Inspect } from '@plugin-isolation/plugin-worker';
import { Argument, Command, Option } from 'commander';
import type { InspectedPlugins } from '../config/inspected-plugins';
import { execWithJson, execWithoutNx } from '../errors/command-error-texts';
import type { CommonOptions } from './command';
import type { Shell } from './completion-command';
import { formatExamples } from './examples';
import type { GraphOptions } from './graph-command';
import type { NodesOptions } from './nodes-command';
import type { Output } from './output';
import { addSetupCommands } from './setup-commands';
import type { RecordOptions } from './record-command';
import type { ReplayOptions } from './replay-command';
import type { ReportOptions } from './report-command';
import type { runWatch } from './watch-command';

const ROOT = 'workspace root (default: the one that Nx finds from here)';

/**
 * Commands without words and options of their own. Each is loaded when it is run: `exec` needs none of them to start
 * nx.
 */
const PLAIN: Record<string, { description: string; load: () => typeof runWatch }> = {
  plugins: {
    description: 'show each plugin and its process',
    load: () => (require('./plugins-command') as typeof import('./plugins-command')).runPlugins,
  },
  watch: {
    description: 'serve a host, and say what each change of the workspace does',
    load: () => (require('./watch-command') as typeof import('./watch-command')).runWatch,
  },
  status: {
    description: 'show the host that `watch` serves, and its workers',
    load: () => (require('./status-command') as typeof import('./status-command')).runStatus,
  },
  stop: {
    description: 'end the host that `watch` serves',
    load: () => (require('./stop-command') as typeof import('./stop-command')).runStop,
  },
};

/** The commands, their options and their help. */
export function createProgram(output: Output, onExitCode: (code: number) => void): Command {
  const program = new Command('plugin-host')
    .description('Runs every plugin of an Nx workspace in a process of its own.')
    .version(readVersion(), '--version')
    .exitOverride()
    .configureOutput({ writeOut: (text) => output.print(text), writeErr: (text) => output.note(text) })
    .showHelpAfterError('Run `plugin-host --help` to see the commands.');
  const command = (usage: string, description: string) =>
    withCommonOptions(program.command(usage).description(description));
  command('graph', 'compute the project graph')
    .option('--file <path>', 'write the graph as JSON to this file')
    .option('--fresh', 'use new workers and no cache')
    .option('--explain', 'say why each hook ran')
    .option('--profile <plugin>', 'write a CPU profile of its load and hooks, which then run')
    .option('--compare', "compare it with the graph of the workspace's own nx")
    .action(async (options: GraphOptions) => {
      const { runGraph } = require('./graph-command') as typeof import('./graph-command');
      onExitCode(await runGraph(options, output.configure(options)));
    });
  command('nodes', 'show what one plugin infers, per configuration file')
    .argument('<plugin>', 'as nx.json names it, or its path')
    .argument('[files...]', 'only these configuration files, relative to here or to the root')
    .option('--each', 'call it for one file after the other, and time each')
    .option('--watch', 'stay, and show what each edit changes')
    .action(async (plugin: string, files: string[], options: NodesOptions) => {
      const { runNodes } = require('./nodes-command') as typeof import('./nodes-command');
      onExitCode(await runNodes(plugin, files, options, output.configure(options)));
    });
  addRecords(program, output, onExitCode);
  addReport(command, output, onExitCode);
  for (const [usage, { description, load }] of Object.entries(PLAIN))
    command(usage, description).action(async (options: CommonOptions) =>
      onExitCode(await load()(options, output.configure(options))),
    );
  addSetupCommands(program, ROOT, output, onExitCode);
  program.enablePositionalOptions();
  addNx(program);
  addCompletion(program, output, onExitCode);
  for (const each of program.commands) each.addHelpText('after', formatExamples(each.name()));
  return program;
}

function addReport(
  command: (usage: string, description: string) => Command,
  output: Output,
  onExitCode: (code: number) => void,
): void {
  command('report', 'write a page with timeline, reuse, errors and project graph')
    .option('--out <file>', 'write the page to this file (default: plugin-host-report.html)')
    .option('--trace <file>', 'also write the timeline as a Chrome trace')
    .option('--open', 'open the page in a browser')
    .option('--fresh', 'use new workers and no cache')
    .action(async (options: ReportOptions) => {
      const { runReport } = require('./report-command') as typeof import('./report-command');
      onExitCode(await runReport(options, output.configure(options)));
    });
}

/** To replay needs no workspace. */
function addRecords(program: Command, output: Output, onExitCode: (code: number) => void): void {
  withCommonOptions(program.command('record'))
    .description('write all that one plugin is asked, reads and gives to a file')
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

/**
 * For their help, and for what is wrong with their words. A call of nx that is well formed does not come here: see
 * `find-nx-command.ts`.
 */
function addNx(program: Command): void {
  program
    .command('nx')
    .description("run the workspace's own nx, with its plugins in our workers")
    .argument('[args...]', 'what nx takes')
    .usage('…')
    .passThroughOptions();
  program
    .command('exec')
    .description('the same as `nx …`, with options before it')
    .argument('[nx...]', 'the word nx, and its arguments')
    .usage('[options] -- nx …')
    .option('--root <dir>', ROOT)
    .option('--verbose', 'say if nx runs unchanged, and why')
    .addOption(new Option('--json').hideHelp())
    .passThroughOptions()
    .action((words: string[], { json }: { json?: boolean }) => {
      throw json ? execWithJson() : execWithoutNx(words);
    });
}

function addCompletion(program: Command, output: Output, onExitCode: (code: number) => void): void {
  const load = () => require('./completion-command') as typeof import('./completion-command');
  program
    .command('completion')
    .description('print a script that completes commands, options and plugins in a shell')
    .addArgument(new Argument('[shell]', 'whose it is').choices(['bash', 'zsh', 'fish']))
    .addOption(new Option('--plugins').hideHelp())
    .action((shell: Shell | undefined, { plugins }: { plugins?: boolean }, command: Command) => {
      if (plugins) onExitCode(load().printPluginNames(output));
      else if (shell) onExitCode(load().runCompletion(program, shell, output));
      else command.error("error: missing required argument 'shell': bash, zsh or fish");
    });
}

function withCommonOptions(command: Command): Command {
  return command
    .option('--root <dir>', ROOT)
    .option('--json', 'print JSON on stdout and nothing else')
    .option('--verbose', 'show stacks and timings')
    .option('--inspect <plugin>', 'run this plugin with an inspector and without timers', collect(true))
    .option('--inspect-brk <plugin>', 'the same, and stop before the plugin is loaded', collect('brk'));
}

/** The option may be given several times, once per plugin. */
function collect(inspect: Inspect) {
  return (plugin: string, before: InspectedPlugins = {}): InspectedPlugins => ({
    ...before,
    [plugin]: inspect,
  });
}

function readVersion(): string {
  return (require('../../package.json') as { version: string }).version;
}
