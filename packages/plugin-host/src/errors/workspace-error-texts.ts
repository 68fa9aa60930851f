// The texts of errors about a workspace and its configuration. Each says what is wrong and what to do next.
// docs/errors.md lists them.

import { didYouMean } from './did-you-mean';
import { WorkspaceError } from './errors';

export function rootMissing(root: string): WorkspaceError {
  return new WorkspaceError(
    'ROOT_NOT_FOUND',
    `There is no directory ${root}. Give the workspace root with --root.`,
  );
}

export function rootGone(root: string): WorkspaceError {
  const text = `The directory ${root} was removed or moved while it was watched.`;
  return new WorkspaceError('ROOT_NOT_FOUND', `${text} Start \`plugin-host watch\` again where it is now.`);
}

/** `found` is what Nx takes for the root instead. */
export function nxJsonMissing(root: string, found?: string): WorkspaceError {
  const text = `There is no nx.json in ${root}, and no nx is installed in it.`;
  const nextStep = found
    ? `Nx finds the root ${found} from there: give that one with --root.`
    : 'Give the folder that has one of them with --root, or run `npx nx init` there.';
  return new WorkspaceError('ROOT_NOT_FOUND', `${text} ${nextStep}`);
}

export function nxJsonNowhere(start: string): WorkspaceError {
  const text = `There is no nx.json in ${start} or in a folder above it, and no nx is installed in one of them.`;
  return new WorkspaceError('ROOT_NOT_FOUND', `${text} Give the workspace root with --root.`);
}

/** `where` is a file, with line and column if they are known. */
export function configurationInvalid(where: string, what: string, cause?: unknown): WorkspaceError {
  return new WorkspaceError('CONFIGURATION_INVALID', `${where}: ${what}. Correct it there.`, { cause });
}

export function configurationUnsteady(root: string, attempts: number): WorkspaceError {
  const text = `The configuration of ${root} changed during each of ${attempts} computations of the graph.`;
  return new WorkspaceError('CONFIGURATION_INVALID', `${text} Ask again when it is written.`);
}

export function variableInvalid(name: string, expected: string, value: string): WorkspaceError {
  const text = `The environment variable ${name} must be ${expected}, but is ${JSON.stringify(value)}.`;
  return new WorkspaceError('CONFIGURATION_INVALID', `${text} Correct it, or unset it.`);
}

export function hookMissing(plugin: string, hook: string): WorkspaceError {
  const text = `The plugin "${plugin}" has no hook ${hook}.`;
  return new WorkspaceError(
    'PLUGIN_UNKNOWN',
    `${text} \`plugin-host plugins\` shows which hooks each plugin has.`,
  );
}

export function pluginUnknown(plugins: string[], known: string[]): WorkspaceError {
  const text = `nx.json lists no plugin "${plugins.join('", "')}".`;
  const meant = plugins.map((plugin) => didYouMean(plugin, known)).join('');
  return new WorkspaceError(
    'PLUGIN_UNKNOWN',
    `${text}${meant} Name one that it lists: ${known.join(', ') || 'none'}.`,
  );
}
