/**
 * The texts of the errors of this package (plugin-error-texts.ts has those of plugins, workers/worker-error-texts.ts those of workers), and nothing else. Each says what is wrong and what to do next; those of a plugin
 * name the plugin and the hook. docs/errors.md lists them all; a test holds it against this file.
 */

import { HostClosedError, HostEndedError, HostMismatchError, WorkspaceError } from './errors';

/** What the command line adds if a plugin threw: its message is its own and knows no next step. */
export function afterPluginThrew(isVerbose: boolean): string {
  const stack = isVerbose ? 'its stack is above' : '--verbose shows its stack';
  return `Fix the plugin: ${stack}, and --inspect-brk PLUGIN stops in it, by its name in nx.json.`;
}

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

/** `where` is a file, with line and column where they are known. */
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

export function nxMissing(root: string): WorkspaceError {
  const text = `No nx is installed in ${root}.`;
  return new WorkspaceError('NX_NOT_FOUND', `${text} Install it there: npm install --save-dev nx.`);
}

export function plugAndPlayMissing(root: string): WorkspaceError {
  const text = `${root} uses Yarn Plug'n'Play, and this process was not started by yarn: it can't find the packages, or what it starts can't.`;
  const nextStep = 'Start it with yarn: `yarn plugin-host …`, or `yarn node script.js`.';
  return new WorkspaceError('NX_NOT_FOUND', `${text} ${nextStep}`);
}

export function nxUnsupported(root: string, version: string, majors: readonly number[]): WorkspaceError {
  const text = `${root} has nx ${version}, which is not supported.`;
  const nextStep = `Supported major versions: ${majors.join(', ')}. Install one of them, or a newer plugin-host.`;
  return new WorkspaceError('NX_UNSUPPORTED', `${text} ${nextStep}`);
}

/** This process has the old one loaded, and can't load another. */
export function nxChanged(root: string, loaded: string, installed: string): WorkspaceError {
  const text = `${root} has another nx (${installed}) than the one that this process has loaded (${loaded}).`;
  return new WorkspaceError('NX_CHANGED', `${text} Start the host anew.`);
}

export function nxUnknown(directory: string, version: string, missing: string[]): WorkspaceError {
  const text = `nx ${version} in ${directory} has not the internals that plugin-host knows: it lacks ${missing.join(', ')}.`;
  return new WorkspaceError(
    'NX_UNSUPPORTED',
    `${text} Install another version of nx, or a newer plugin-host.`,
  );
}

export function outputNotWritable(file: string, cause: Error): WorkspaceError {
  const text = `The graph can't be written to ${file}: ${withoutPlace(cause)}.`;
  return new WorkspaceError('OUTPUT_NOT_WRITABLE', `${text} Choose another file with --file.`, { cause });
}

/** Node names the file, too, or the one beside it that is written first. */
function withoutPlace({ message }: Error): string {
  return message.replace(/, \w+( '.*')?$/, '');
}

export function stdoutNotWritable(cause: Error): WorkspaceError {
  const text = `What was computed can't be written to stdout: ${withoutPlace(cause)}.`;
  return new WorkspaceError('OUTPUT_NOT_WRITABLE', `${text} Send it to another place.`, { cause });
}

/** A fresh graph needs one for the data of its Nx; `refusals` say why each place was none. */
export function noTemporaryDirectory(directory: string, refusals: string[]): WorkspaceError {
  const text = `No directory for the data of a fresh graph can be made: ${refusals.join('; ')}.`;
  const nextStep = `Make ${directory} a directory that this user may write to, or name another one with TMPDIR.`;
  return new WorkspaceError('NO_TEMPORARY_DIRECTORY', `${text} ${nextStep}`);
}

export function pluginUnknown(plugins: string[], known: string[]): WorkspaceError {
  const text = `nx.json lists no plugin "${plugins.join('", "')}".`;
  return new WorkspaceError(
    'PLUGIN_UNKNOWN',
    `${text} Name one that it lists: ${known.join(', ') || 'none'}.`,
  );
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
    `${text} Give files that match, relative to the workspace root.`,
  );
}

export function execWithoutNx(words: string[]): WorkspaceError {
  const given = words.length > 0 ? `was given "${words.join(' ')}"` : 'was given no command';
  const text = `exec runs the workspace's own nx and nothing else, but ${given}.`;
  return new WorkspaceError('ARGUMENTS_INVALID', `${text} Write \`plugin-host exec -- nx …\`.`);
}

export function execWithJson(): WorkspaceError {
  const text = '--json is no option of exec: what it prints is what nx prints.';
  return new WorkspaceError(
    'ARGUMENTS_INVALID',
    `${text} Give it to nx: \`plugin-host exec -- nx … --json\`.`,
  );
}

/** A plugin host was asked for from inside a worker of the same root. */
export function graphRecursion(root: string, plugin: string): WorkspaceError {
  const text = `The plugin "${plugin}", or a process that it started, asks plugin-host for the graph of ${root} while it works for that graph.`;
  return new WorkspaceError('GRAPH_RECURSION', `${text} Use what the hook is given instead.`);
}

/** `holder` is who computes it: `pid 4711 (plugin-host): acme (createNodes, 56.0 s)`. */
export function graphHeld(root: string, holder: string, waitedMs: number): WorkspaceError {
  const text = `This process has waited ${(waitedMs / 1000).toFixed(1)} s for the graph of ${root}, computed by ${holder}.`;
  const nextStep =
    'End that process, or wait longer: raise "timeouts.hookMs", or set it to 0 to wait for ever.';
  return new WorkspaceError('GRAPH_HELD', `${text} ${nextStep}`);
}

export function hostClosed(root: string): HostClosedError {
  return new HostClosedError(
    `The plugin host of ${root} is closed. Create a new one with createPluginHost().`,
  );
}

const SERVE_ONE = 'Start one with `plugin-host watch`, from the same environment.';

export function hostNotServed(root: string): WorkspaceError {
  return new WorkspaceError('HOST_NOT_SERVED', `No plugin host of ${root} is served now. ${SERVE_ONE}`);
}

/** `mismatch` is why the one that is there, in process `pid`, can't be used. */
export function hostMismatch(root: string, pid: number, mismatch: string): HostMismatchError {
  const text = `No plugin host of ${root} is served that this process could use: ${mismatch}.`;
  return new HostMismatchError(pid, mismatch, `${text} ${SERVE_ONE}`);
}

export function hostServedAlready(root: string, pid: number): WorkspaceError {
  const text = `Another process (pid ${pid}) serves the plugin host of ${root}.`;
  return new WorkspaceError('HOST_SERVED', `${text} Use that one, or end it with \`plugin-host stop\`.`);
}

export function hostNotServable(root: string, cause: Error): WorkspaceError {
  const text = `The plugin host of ${root} can't be served: ${cause.message}.`;
  const nextStep = 'Name a directory for its socket with PLUGIN_ISOLATION_SOCKET_DIRECTORY.';
  return new WorkspaceError('HOST_SERVED', `${text} ${nextStep}`, { cause });
}

export function hostSilent(root: string, pid: number): WorkspaceError {
  const text = `The served plugin host of ${root} (pid ${pid}) does not answer.`;
  return new WorkspaceError(
    'HOST_SILENT',
    `${text} It is suspended or blocked: end it with \`plugin-host stop\`.`,
  );
}

export function hostEnded(root: string, pid: number): HostEndedError {
  const text = `The served plugin host of ${root} (pid ${pid}) ended before it answered.`;
  return new HostEndedError(`${text} Ask again: the host that is served then is used.`);
}
