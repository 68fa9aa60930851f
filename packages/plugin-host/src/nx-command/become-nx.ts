import Module from 'node:module';
import { join } from 'node:path';
import type { FoundNx } from '../config/nx-location';
import { isSupported, SUPPORTED_MAJORS } from '../config/nx-majors';
import { checkOwnSettings } from '../config/read-settings';
import { sourceDirectory } from '../nx/source-directory';
import { keepCompiled } from './compile-cache';
import type { Plan } from './plan';
import type { Reporter } from './reporter';
import { findSeams } from './seams';

export interface NxRun {
  root: string;
  nx: FoundNx;
  /** What follows the word `nx`. */
  args: string[];
  plan: Plan;
  reporter: Reporter;
}

/**
 * This process becomes the workspace's own nx: its exit code, its signals and its terminal. Before that, nx is taken
 * over where it asks for a graph, for plugins and for its daemon.
 */
export async function becomeNx(run: NxRun): Promise<void> {
  const { nx, plan, reporter } = run;
  if (plan.mode === 'unchanged') reporter.detail(`nx runs unchanged: ${plan.why}.`);
  else await takeOver(run);
  process.argv = [process.argv[0], join(nx.directory, nx.bin ?? 'bin/nx.js'), ...run.args];
  // Node's own way to start a program: it is the main module then, and what it throws is an uncaught error.
  setImmediate(() => (Module as unknown as { runMain(): void }).runMain());
}

async function takeOver({ root, nx, args, plan, reporter }: NxRun): Promise<void> {
  const source = sourceDirectory(nx);
  const seams = isSupported(Number.parseInt(nx.version, 10)) ? findSeams(source) : undefined;
  if (!seams || 'missing' in seams) return reporter.note(runsUnchanged(nx.version, seams?.missing));
  // Nx would only be told that no plugin loads.
  checkOwnSettings(root, process.env);
  keepCompiled(root, process.env);
  // Not loaded for a command that runs unchanged.
  const { connectNx } = require('./connect-nx') as typeof import('./connect-nx');
  await connectNx({ root, nx, source, seams, needsOneGraph: plan.mode === 'early', args, reporter });
}

function runsUnchanged(version: string, missing: string | undefined): string {
  const why =
    missing === undefined
      ? `Supported major versions: ${SUPPORTED_MAJORS.join(', ')}. Install one of them`
      : `It lacks ${missing}. Install another version of nx`;
  return `nx ${version} runs unchanged, and loads plugins as it does itself. ${why}, or a newer plugin-host.\n`;
}
