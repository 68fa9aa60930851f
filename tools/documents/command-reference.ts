import { join } from 'node:path';
import { pluginHostBin, repositoryRoot } from '../process/repository';
import { runNode } from '../process/run-program';
import { PLAIN } from './plain';

const PROGRAM = join(repositoryRoot, 'packages/plugin-host/dist/cli/program.js');

/** What is used of commander's `Command`. */
interface Command {
  name: () => string;
  createHelp: () => { visibleCommands: (program: Command) => Command[] };
}

/** One section per command: its description, and its help as it is printed. */
export async function commandReference(): Promise<string> {
  const { createProgram } = (await import(PROGRAM)) as { createProgram: (...args: unknown[]) => Command };
  const program = createProgram({}, () => {});
  const commands = program
    .createHelp()
    .visibleCommands(program)
    .filter((command) => command.name() !== 'help');
  const sections = commands.map(async (command) => {
    const { stdout } = await runNode([pluginHostBin, 'help', command.name()], {
      cwd: repositoryRoot,
      env: PLAIN,
    });
    return `## ${command.name()}\n\n${fenced(stdout)}`;
  });
  return (await Promise.all(sections)).join('\n');
}

function fenced(text: string): string {
  return `\`\`\`text\n${text.trimEnd()}\n\`\`\`\n`;
}
