import type { Inspect } from '@plugin-isolation/plugin-worker';
import { loadNxLazily, tuneEngine } from '@plugin-isolation/plugin-worker/worker';
import { Command, CommanderError } from 'commander';
import type { InspectedPlugins } from '../config/inspected-plugins';
import { WorkspaceError } from '../errors';
import { runGraph, type GraphOptions } from './graph-command';
import { runNodes } from './nodes-command';
import { Output, type OutputOptions } from './output';
import { runPlugins } from './plugins-command';
import { runStatus } from './status-command';
import { runStop } from './stop-command';
import { runWatch } from './watch-command';

/** Exit codes of every command. */
export const EXIT_CODES = { done: 0, pluginFailed: 1, badInput: 2 } as const;

export interface CommonOptions extends OutputOptions {
  root?: string;
  inspect?: InspectedPlugins;
  inspectBrk?: InspectedPlugins;
}

/** Runs the command line and sets `process.exitCode`; the process then ends by itself. */
export function main(argv: string[]): void {
  tuneEngine();
  loadNxLazily();
  const output = new Output();
  run(argv, output).then(
    (exitCode) => {
      process.exitCode = exitCode;
    },
    (error: unknown) => {
      process.exitCode = reportFailure(error, output);
    },
  );
}

async function run(argv: string[], output: Output): Promise<number> {
  let exitCode: number = EXIT_CODES.done;
  const program = createProgram(output, (code) => {
    exitCode = code;
  });
  await program.parseAsync(argv);
  return exitCode;
}

function createProgram(output: Output, onExitCode: (code: number) => void): Command {
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
    .action(async (options: GraphOptions) => onExitCode(await runGraph(options, output.configure(options))));
  command('nodes', 'show what one plugin infers, per configuration file')
    .argument('<plugin>', 'as nx.json names it')
    .argument('[files...]', 'only these configuration files, relative to the root')
    .action(async (plugin: string, files: string[], options: CommonOptions) =>
      onExitCode(await runNodes(plugin, files, options, output.configure(options))),
    );
  const plain = (usage: string, description: string, run: typeof runWatch) =>
    command(usage, description).action(async (options: CommonOptions) =>
      onExitCode(await run(options, output.configure(options))),
    );
  plain('plugins', 'show each plugin and its process', runPlugins);
  plain('watch', 'serve a host, and say what each change of the workspace does', runWatch);
  plain('status', 'show the host that `watch` serves, and its workers', runStatus);
  plain('stop', 'end the host that `watch` serves', runStop);
  return program;
}

function withCommonOptions(command: Command): Command {
  return command
    .option('--root <dir>', 'workspace root (default: the nearest folder upwards with an nx.json)')
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

function reportFailure(error: unknown, output: Output): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.badInput;
  if (error instanceof WorkspaceError) output.fail(error.message, error);
  else output.fail(`plugin-host failed: ${(error as Error).message}`, error, true);
  return error instanceof WorkspaceError ? EXIT_CODES.badInput : EXIT_CODES.pluginFailed;
}

function readVersion(): string {
  return (require('../../package.json') as { version: string }).version;
}
