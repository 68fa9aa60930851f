// The texts of errors about records of one plugin. Each says what is wrong and what to do next. docs/errors.md lists
// them.

import { WorkspaceError } from './errors';

/** `why` is the end of a sentence about the file. */
export function recordUnreadable(file: string, why: string): WorkspaceError {
  const text = `There is no record to replay in ${file}: ${why}.`;
  return new WorkspaceError(
    'ARGUMENTS_INVALID',
    `${text} Give a file that \`plugin-host record\` has written.`,
  );
}

/** `where` it was looked for: `at` a file, or `from` a directory. */
export function recordedPluginMissing(plugin: string, where: string): WorkspaceError {
  const text = `The plugin "${plugin}" of the record can't be found ${where}.`;
  return new WorkspaceError('PLUGIN_UNKNOWN', `${text} Install it there, or give its file with --plugin.`);
}
