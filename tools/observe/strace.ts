import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withCleanup } from '../process/with-cleanup';
import { generateWorkspace } from '../workspace-generator/generate-workspace';
import { READERS } from './plugins';
import { drawScenario, editNamed } from './scenario';
import { createWorkspace } from './settings';
import { compareGraph, type Compared } from './strace-graph';

export interface StraceOptions {
  rounds: number;
  seed: number;
  /** These plugins, and no others. Default: all, and those of Nx. */
  only: string[];
  onViolation: (what: string) => void;
}

/** How many workers share a workspace. */
const TOGETHER = 10;

/** Why strace can't be run here; `undefined` if it can. */
export function whyNoStrace(): string | undefined {
  if (process.platform !== 'linux') return 'strace is there for Linux alone.';
  const { error, status, stderr } = spawnSync('strace', ['-f', '-e', 'trace=none', 'true'], {
    encoding: 'utf8',
  });
  if (error) return `strace can't be run: ${error.message}.`;
  return status === 0 ? undefined : `strace may not look at other processes here: ${stderr.trim()}`;
}

/**
 * Has plugins read in every way while strace notes each path that their workers touch, by node or not. All of them have
 * to be in what was kept as seen.
 */
export async function runStrace(options: StraceOptions): Promise<Compared[]> {
  const { rounds, seed, only, onViolation } = options;
  const names = only.length > 0 ? only : Object.keys(READERS);
  const compared: Compared[] = [];
  for (let round = 0; round < rounds; round++) {
    for (let index = 0; index < names.length; index += TOGETHER) {
      const together = names.slice(index, index + TOGETHER);
      await inDirectory(async (directory) => {
        createEdited(join(directory, 'workspace'), together, round === 0 ? undefined : seed + round);
        compared.push(...(await compareGraph(directory, round > 0, onViolation)));
      });
    }
    if (only.length > 0) continue;
    await inDirectory(async (directory) => {
      generateWorkspace(join(directory, 'workspace'), { projectCount: 6, seed: seed + round });
      compared.push(...(await compareGraph(directory, false, onViolation)));
    });
  }
  return compared;
}

/** With a seed, other files are there, and others are not. */
function createEdited(root: string, plugins: string[], seed: number | undefined): void {
  createWorkspace(root, plugins);
  if (seed === undefined) return;
  const { steps } = drawScenario(seed, { plugins: plugins.length, edits: 15, wanted: plugins });
  for (const [name, token] of steps) {
    const edit = editNamed(name);
    if (!edit.isOfProcess) edit.apply(root, token);
  }
}

function inDirectory(use: (directory: string) => Promise<void>): Promise<void> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'strace-')));
  return withCleanup(
    () => rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
    () => use(directory),
  );
}
