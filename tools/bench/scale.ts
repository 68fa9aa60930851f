import { join } from 'node:path';
import { withGeneratedWorkspace } from '../workspace-generator/with-generated-workspace';
import { withColdCaches } from './cold-caches';
import { type ColdSide, nxSide, ourSide } from './cold-sides';
import { PeakMemory, type MemoryPeak } from './process-memory';
import { seconds, summarise } from './statistics';

/** Of the ratio of peak memory. */
const MEMORY_LIMIT = 1;

export interface ScaleOptions {
  runs: number;
  projectCount: number;
  seed: number;
  isAsserted: boolean;
}

interface ScaleRun {
  elapsedMs: number;
  peak: MemoryPeak;
}

/** Prints how long a cold graph takes and what all processes hold at most, beside nx's isolated plugins. */
export async function benchScale({ runs, projectCount, seed, isAsserted }: ScaleOptions): Promise<boolean> {
  const ours: ScaleRun[] = [];
  const theirs: ScaleRun[] = [];
  await withGeneratedWorkspace({ projectCount, seed }, async (root) => {
    for (let run = 1; run <= runs; run += 1) {
      ours.push(await measure(ourSide, root));
      theirs.push(await measure(nxSide, root));
      console.log(
        `run ${run} of ${runs}: ours ${describeRun(ours.at(-1)!)}; nx ${describeRun(theirs.at(-1)!)}`,
      );
    }
  });
  for (const [{ label }, samples] of [[ourSide, ours] as const, [nxSide, theirs] as const])
    describePeak(label, samples);
  const ratio = (of: (run: ScaleRun) => number) => medianOf(ours, of) / medianOf(theirs, of);
  const memory = ratio(pss);
  console.log(
    `\nratios of the medians for ${projectCount} projects: time ${ratio((run) => run.elapsedMs).toFixed(3)},`,
  );
  console.log(
    `peak memory ${memory.toFixed(3)} (limit ${MEMORY_LIMIT}), with shared pages counted in each process ${ratio(rss).toFixed(3)}`,
  );
  return !isAsserted || memory <= MEMORY_LIMIT;
}

async function measure(side: ColdSide, root: string): Promise<ScaleRun> {
  const memory = new PeakMemory();
  return withColdCaches(root, async (directory) => {
    const file = join(directory, 'graph.json');
    try {
      const elapsedMs = await side.run(root, file, join(directory, 'tmp'), (pid) => memory.watch(pid));
      return { elapsedMs, peak: memory.peak };
    } finally {
      memory.end();
    }
  });
}

const pss = ({ peak }: ScaleRun) => peak.pssKiB;
const rss = ({ peak }: ScaleRun) => peak.rssKiB;
const mebibytes = (kibibytes: number) => `${(kibibytes / 1024).toFixed(0)} MiB`;

function medianOf(runs: ScaleRun[], of: (run: ScaleRun) => number): number {
  return summarise(runs.map(of)).median;
}

function describeRun(run: ScaleRun): string {
  return `${seconds(run.elapsedMs)}, ${mebibytes(pss(run))} (${mebibytes(rss(run))} resident)`;
}

/** Of the run with the median peak, or the one next to it: which process held how much at that moment. */
function describePeak(label: string, runs: ScaleRun[]): void {
  const ordered = [...runs].sort((left, right) => pss(left) - pss(right));
  const typical = ordered[ordered.length >> 1];
  console.log(`\n${label}: at its peak of ${mebibytes(pss(typical))}`);
  for (const { command, pssKiB, rssKiB } of typical.peak.processes.sort((a, b) => b.pssKiB - a.pssKiB)) {
    const numbers = [pssKiB, rssKiB].map((it) => mebibytes(it).padStart(9)).join('');
    console.log(`  ${numbers}  ${command.length > 70 ? `${command.slice(0, 69)}…` : command}`);
  }
}
