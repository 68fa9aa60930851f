// The texts of errors about what `init` was asked for. Each says what is wrong and what to do next.
// docs/errors.md lists them.

import { WorkspaceError } from './errors';
import { configurationInvalid } from './workspace-error-texts';

export function manifestMissing(root: string): WorkspaceError {
  const text = `There is no package.json in ${root}, so init has nothing to add plugin-host to.`;
  const nextStep =
    'Run `plugin-host nx …` there as it is, or make a package.json with `npm init` and run init again.';
  return new WorkspaceError('CONFIGURATION_INVALID', `${text} ${nextStep}`);
}

/** In `.nx/installation`, by `nx init` in a folder that is no JavaScript project. */
export function nxIsInstalledApart(root: string): WorkspaceError {
  const text = `The nx of ${root} is installed in .nx/installation, and is started by the script ./nx: init can't change that.`;
  const nextStep = 'Write `plugin-host nx …` instead of `./nx …`. Nothing else has to be set up.';
  return new WorkspaceError('CONFIGURATION_INVALID', `${text} ${nextStep}`);
}

export function manifestBlockInvalid(file: string, block: string): WorkspaceError {
  return configurationInvalid(file, `"${block}" must be an object`);
}

export function manifestChanged(file: string): WorkspaceError {
  const text = `${file} was changed by somebody else before init could write it. Nothing was written.`;
  return new WorkspaceError('CONFIGURATION_INVALID', `${text} Run init again.`);
}

export function setupUnconfirmed(): WorkspaceError {
  const text = 'Nothing was changed: nobody can be asked here.';
  return new WorkspaceError('ARGUMENTS_INVALID', `${text} Say --yes to make these changes.`);
}

export function setupBlocked(): WorkspaceError {
  const text = 'Nothing was changed: plugin-host would not work here.';
  return new WorkspaceError('CONFIGURATION_INVALID', `${text} Do what is said above, and run init again.`);
}
