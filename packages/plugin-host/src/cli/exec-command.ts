import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '../config/find-root';
import { locateNx, type NxLocation } from '../config/nx-location';
import { execWithJson, execWithoutNx } from '../errors/command-error-texts';
import { handOver, readsCachedGraph } from '../exec/hand-over';
import { whyUnlisted } from '../exec/listed-commands';
import { endAs, startAttached } from '../exec/attached-process';
import type { Output } from './output';

export interface ExecOptions {
  root?: string;
  json?: boolean;
  verbose?: boolean;
}

/**
 * Runs the workspace's own nx, with our graph if that command can take it. Ends as nx ends: returns its exit code, or
 * ends this process by the signal that ended nx.
 * @throws {WorkspaceError} before nx is started.
 */
export async function runExec(words: string[], options: ExecOptions, output: Output): Promise<number> {
  if (options.json) throw execWithJson();
  const [program, ...args] = words;
  if (program !== 'nx') throw execWithoutNx(words);
  // A host makes this process its root's own: nx gets what was here before.
  const env = { ...process.env };
  const root = findRoot(options.root);
  const cwd = directoryFor(root, options.root);
  const nx = locateNx(root);
  const isTerminal = process.stdout.isTTY;
  const why = whyUnlisted({ args, env, nxMajor: nx.major, root, isTerminal }) ?? whyUnread(nx);
  if (why) output.detail(`nx runs unchanged: ${why}.`);
  const handed = why ? undefined : await handOver(root, output);
  const ended = startAttached({ args: [nxScript(nx), ...args], cwd, env: { ...env, ...handed?.env } });
  await handed?.close();
  return endAs(await ended);
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

function whyUnread(nx: NxLocation): string | undefined {
  return readsCachedGraph(nx) ? undefined : `nx ${nx.version} takes no graph from its cache`;
}

function nxScript({ directory }: NxLocation): string {
  const { bin } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
    bin: { nx: string };
  };
  return join(directory, bin.nx);
}
