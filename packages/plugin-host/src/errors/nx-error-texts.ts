// The texts of errors about the workspace's own nx. Each says what is wrong and what to do next. docs/errors.md lists
// them.

import { WorkspaceError } from './errors';

export function nxMissing(root: string): WorkspaceError {
  const text = `No nx is installed in ${root}.`;
  return new WorkspaceError('NX_NOT_FOUND', `${text} Install it there: npm install --save-dev nx.`);
}

export function plugAndPlayMissing(root: string): WorkspaceError {
  const text = `${root} uses Yarn Plug'n'Play, and this process was not started by yarn: it, or what it starts, can't find the packages.`;
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
  return new WorkspaceError('NX_CHANGED', `${text} Start the host again.`);
}

export function nxUnknown(directory: string, version: string, missing: string[]): WorkspaceError {
  const text = `nx ${version} in ${directory} does not have the internals that plugin-host knows: it lacks ${missing.join(', ')}.`;
  return new WorkspaceError(
    'NX_UNSUPPORTED',
    `${text} Install another version of nx, or a newer plugin-host.`,
  );
}
