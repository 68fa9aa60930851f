import { findRoot } from '../config/find-root';
import { findNx } from '../config/nx-location';
import { WorkspaceError } from '../errors/errors';
import { becomeNx } from '../nx-command/become-nx';
import { planFor } from '../nx-command/plan';
import { EXIT_CODES } from './command';
import type { NxCommand } from './find-nx-command';
import { NxMessages } from './nx-messages';

/** Runs the workspace's own nx in this process, on our workers. */
export async function runNx({ args, root: given, isVerbose = false }: NxCommand): Promise<void> {
  const reporter = new NxMessages(isVerbose);
  try {
    const root = findRoot(given);
    const nx = findNx(root);
    process.chdir(directoryFor(root, given));
    await becomeNx({ root, nx, args, plan: planFor({ args, env: process.env }), reporter });
  } catch (error) {
    reporter.fail((error as Error).message, error, !(error instanceof WorkspaceError));
    process.exitCode = EXIT_CODES.badInput;
  }
}

/** Nx finds its workspace from the cwd upwards, so it starts in a root that is not found from here. */
function directoryFor(root: string, given: string | undefined): string {
  const cwd = process.cwd();
  if (given === undefined) return cwd;
  try {
    return findRoot(undefined, cwd) === root ? cwd : root;
  } catch {
    return root;
  }
}
