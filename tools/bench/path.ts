import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pluginHostBin } from '../process/repository';
import { runNode } from '../process/run-program';
import { withGeneratedWorkspace } from '../workspace-generator/with-generated-workspace';
import type { ColdOptions } from './cold';
import { milliseconds, summarise } from './statistics';

/** The end of each stage, in ms since the process started. */
type Marks = [stage: string, atMs: number][];

const WIDTH = 60;

/** Where the time of `plugin-host graph` goes in a new process, if nothing has changed. */
export async function benchPath({ runs, projectCount, seed }: ColdOptions): Promise<boolean> {
  const directory = mkdtempSync(join(realpathSync(tmpdir()), 'path-'));
  try {
    return await withGeneratedWorkspace({ projectCount, seed }, async (cwd) => {
      const marks: Marks[] = [];
      // The first run computes, and the second one is not counted, as the others of its kind are.
      for (let run = -2; run < runs; run++) {
        const taken = await take(cwd, directory);
        if (run >= 0) marks.push(taken);
      }
      report(marks);
      return true;
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function take(cwd: string, directory: string): Promise<Marks> {
  const file = join(directory, 'marks.json');
  const preload = join(__dirname, 'path-marks.js');
  const args = ['--require', preload, pluginHostBin, 'graph', '--file', join(directory, 'graph.json')];
  const { elapsedMs } = await runNode(args, { cwd, env: { BENCH_PATH_FILE: file } });
  const marks = JSON.parse(readFileSync(file, 'utf8')) as Marks;
  return [...marks, ['exit of node', elapsedMs]];
}

/** Of each stage, the median; a stage that is passed twice counts once. */
function report(runs: Marks[]): void {
  const stages = [...new Set(runs.flatMap((marks) => marks.map(([stage]) => stage)))];
  const spans = runs.map(spansOf);
  const medians = stages.map((stage) => summarise(spans.map((each) => each.get(stage) ?? 0)).median);
  const total = medians.reduce((sum, ms) => sum + ms, 0);
  let before = 0;
  for (const [index, stage] of stages.entries()) {
    const [from, to] = [before, (before += medians[index])].map((ms) => Math.round((ms / total) * WIDTH));
    const bar = ' '.repeat(from) + '█'.repeat(Math.max(to - from, 0));
    console.log(`${stage.padEnd(24)}${milliseconds(medians[index]).padStart(8)}  ${bar}`);
  }
  console.log(`${'in all'.padEnd(24)}${milliseconds(total).padStart(8)}`);
}

function spansOf(marks: Marks): Map<string, number> {
  const spans = new Map<string, number>();
  let before = 0;
  for (const [stage, atMs] of marks) {
    spans.set(stage, (spans.get(stage) ?? 0) + atMs - before);
    before = atMs;
  }
  return spans;
}
