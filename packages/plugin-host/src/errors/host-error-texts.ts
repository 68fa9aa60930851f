// The texts of errors about a host: one that can't compute now, and one that is served. Each says what is wrong and
// what to do next. docs/errors.md lists them.

import { HostClosedError, HostEndedError, HostMismatchError, WorkspaceError } from './errors';

/** A plugin host was asked for from inside a worker of the same root. */
export function graphRecursion(root: string, plugin: string): WorkspaceError {
  const text = `The plugin "${plugin}", or a process that it started, asks plugin-host for the graph of ${root} while it works for that graph.`;
  return new WorkspaceError('GRAPH_RECURSION', `${text} Use what the hook is given instead.`);
}

/** `holder` is who computes it: `pid 4711 (plugin-host): acme (createNodes, 56.0 s)`. */
export function graphHeld(root: string, holder: string, waitedMs: number): WorkspaceError {
  const text = `This process has waited ${(waitedMs / 1000).toFixed(1)} s for the graph of ${root}, computed by ${holder}.`;
  const nextStep =
    'End that process, or wait longer: raise "timeouts.hookMs", or set it to 0 to wait forever.';
  return new WorkspaceError('GRAPH_HELD', `${text} ${nextStep}`);
}

/** A fresh graph needs one for the data of its Nx; `refusals` say why each place was none. */
export function noTemporaryDirectory(directory: string, refusals: string[]): WorkspaceError {
  const text = `No directory for the data of a fresh graph can be made: ${refusals.join('; ')}.`;
  const nextStep = `Make ${directory} a directory that this user may write to, or name another one with TMPDIR.`;
  return new WorkspaceError('NO_TEMPORARY_DIRECTORY', `${text} ${nextStep}`);
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
