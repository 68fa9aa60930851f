import { join } from 'node:path';
import { type GraphLike, compareGraphs } from '../parity/compare-graphs';
import { withGeneratedWorkspace } from '../workspace-generator/with-generated-workspace';
import { besideBusySessions } from './busy-sessions';
import { withColdCaches } from './cold-caches';
import { type ColdSide, nxSide, ourSide, readInternalGraph } from './cold-sides';
import { seconds, summarise } from './statistics';

/** Of the ratio: on a machine at rest, and beside busy processes. */
const limits = { atRest: 0.6, underLoad: 0.7 };

export interface ColdOptions {
  runs: number;
  projectCount: number;
  seed: number;
  /** Busy processes beside the measured ones. */
  load: number;
  isAsserted: boolean;
}

interface ColdRun {
  elapsedMs: number;
  graph: GraphLike;
}

export async function benchCold({
  runs,
  projectCount,
  seed,
  load,
  isAsserted,
}: ColdOptions): Promise<boolean> {
  const times = new Map<ColdSide, number[]>([
    [ourSide, []],
    [nxSide, []],
  ]);
  const measure = async (root: string) => {
    for (let run = 1; run <= runs; run += 1) {
      const ours = await runCold(ourSide, root);
      const theirs = await runCold(nxSide, root);
      assertEqual(theirs.graph, ours.graph);
      times.get(ourSide)?.push(ours.elapsedMs);
      times.get(nxSide)?.push(theirs.elapsedMs);
      console.log(`run ${run} of ${runs}: ours ${seconds(ours.elapsedMs)}, nx ${seconds(theirs.elapsedMs)}`);
    }
  };
  await withGeneratedWorkspace({ projectCount, seed }, (root) =>
    besideBusySessions(load, () => measure(root)),
  );
  return report(times, load, isAsserted);
}

async function runCold(side: ColdSide, root: string): Promise<ColdRun> {
  return withColdCaches(root, async (directory) => {
    const file = join(directory, 'graph.json');
    const elapsedMs = await side.run(root, file, join(directory, 'tmp'));
    return { elapsedMs, graph: readInternalGraph(file) };
  });
}

function assertEqual(reference: GraphLike, actual: GraphLike): void {
  const differences = compareGraphs(reference, actual);
  if (differences.length === 0) return;
  const [first] = differences;
  throw new Error(
    `The graphs differ at ${differences.length} places, first at ${first.path}: ${JSON.stringify(first)}`,
  );
}

function report(times: Map<ColdSide, number[]>, load: number, isAsserted: boolean): boolean {
  console.log(`\n${'cold'.padEnd(28)}${['median', 'min', 'max'].map((it) => it.padStart(10)).join('')}`);
  for (const [{ label }, samples] of times) {
    const { median, min, max } = summarise(samples);
    console.log(label.padEnd(28) + [median, min, max].map((it) => seconds(it).padStart(10)).join(''));
  }
  const ratio = summarise(times.get(ourSide) ?? []).median / summarise(times.get(nxSide) ?? []).median;
  const limit = load > 0 ? limits.underLoad : limits.atRest;
  const beside = load > 0 ? ` beside ${load} busy sessions` : '';
  console.log(`\nratio of the medians${beside} ${ratio.toFixed(3)}, limit ${limit}`);
  return !isAsserted || ratio <= limit;
}
