// The texts of errors about what the command line was asked for. Each says what is wrong and what to do next.
// docs/errors.md lists them.

import { WorkspaceError } from './errors';

/**
 * What the command line adds if a plugin threw: its message is its own and knows no next step. `inspect` is what to
 * type to stop in the plugin.
 */
export function afterPluginThrew(isVerbose: boolean, inspect = '--inspect-brk PLUGIN'): string {
  const stack = isVerbose ? 'its stack is above' : '--verbose shows its stack';
  return `Fix the plugin: ${stack}, and ${inspect} stops in it, by its name in nx.json.`;
}

/** The same if the plugin is a part of nx: the fault is in the file that it read, if there is one. */
export function afterCoreThrew(isVerbose: boolean, file?: string): string {
  if (file) return `Correct ${file}.`;
  return `The plugin is a part of nx: ${isVerbose ? 'its stack is above' : '--verbose shows its stack'}.`;
}

/** What is written, and the option that says where. */
export interface WrittenContent {
  what: string;
  option: string;
}

export function outputNotWritable(
  file: string,
  cause: Error,
  { what, option }: WrittenContent = { what: 'graph', option: '--file' },
): WorkspaceError {
  const text = `The ${what} can't be written to ${file}: ${withoutPlace(cause)}.`;
  return new WorkspaceError('OUTPUT_NOT_WRITABLE', `${text} Choose another file with ${option}.`, { cause });
}

export function stdoutNotWritable(cause: Error): WorkspaceError {
  const text = `What was computed can't be written to stdout: ${withoutPlace(cause)}.`;
  return new WorkspaceError('OUTPUT_NOT_WRITABLE', `${text} Send it to another place.`, { cause });
}

/** Node names the file, too, or the one beside it that is written first. */
function withoutPlace({ message }: Error): string {
  return message.replace(/, \w+( '.*')?$/, '');
}

export function createNodesMissing(plugin: string): WorkspaceError {
  const text = `The plugin "${plugin}" has no createNodes hook.`;
  return new WorkspaceError(
    'PLUGIN_UNKNOWN',
    `${text} \`plugin-host plugins\` shows which hooks each plugin has.`,
  );
}

export function filesNotMatched(plugin: string, files: string[], pattern: string): WorkspaceError {
  const text = `The createNodes of plugin "${plugin}" does not look at ${files.join(', ')}: its pattern is ${pattern}.`;
  return new WorkspaceError(
    'PLUGIN_UNKNOWN',
    `${text} Give files that match, relative to here or to the workspace root.`,
  );
}

export function execWithoutNx(words: string[]): WorkspaceError {
  const given = words.length > 0 ? `was given "${words.join(' ')}"` : 'was given no command';
  const text = `exec runs the workspace's own nx and nothing else, but ${given}.`;
  return new WorkspaceError('ARGUMENTS_INVALID', `${text} Write \`plugin-host exec -- nx …\`.`);
}

export function execWithJson(): WorkspaceError {
  const text = 'exec has no option --json: it prints what nx prints.';
  return new WorkspaceError(
    'ARGUMENTS_INVALID',
    `${text} Give it to nx: \`plugin-host exec -- nx … --json\`.`,
  );
}

/** `printed` is what nx has printed last. */
export function nxGraphFailed(version: string, why: string, printed: string): WorkspaceError {
  const text = `nx ${version} itself can't compute its graph, so there is nothing to compare with: ${why}.`;
  const last = printed === '' ? '' : `\n${printed}`;
  return new WorkspaceError('NX_FAILED', `${text} Run \`npx nx show projects\`, and do what nx says.${last}`);
}
