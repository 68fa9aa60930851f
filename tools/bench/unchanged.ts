import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareGraphs, type GraphLike } from '../parity/compare-graphs';
import { nxBin } from '../process/nx-bin';
import { pluginHostBin } from '../process/repository';
import { runNode } from '../process/run-program';
import { readInternalGraph } from './cold-sides';
import type { ColdOptions } from './cold';
import { withContenders, type Contender, type Side } from './contenders';
import { seconds, summarise } from './statistics';
import { planEdits } from './warm-edits';
import { withoutMetadata } from './without-metadata';

/** Of the medians of our side to that of the peer; after an edit nothing is promised yet. */
const LIMITS: Record<string, number> = { isolated: 0.15, 'not isolated': 0.4 };

interface GraphSide extends Side {
  /** Writes the graph in a new process. Returns how long it took, in ms. */
  run(root: string, file: string): Promise<number>;
}

const nx = (label: string, isIsolated: boolean): GraphSide => ({
  label,
  run: async (cwd, file) => {
    const env = { NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: String(isIsolated) };
    return (await runNode([nxBin(cwd), 'graph', `--file=${file}`], { cwd, env })).elapsedMs;
  },
});

const SIDES: GraphSide[] = [
  {
    label: 'plugin-host graph',
    run: async (cwd, file) => (await runNode([pluginHostBin, 'graph', '--file', file], { cwd })).elapsedMs,
  },
  nx('nx graph, isolated', true),
  nx('nx graph, not isolated', false),
];

/** A graph in a new process, all caches kept, nothing changed; and one after an edit. Each is compared with nx's. */
export async function benchUnchanged({
  runs,
  projectCount,
  seed,
  isAsserted,
}: ColdOptions): Promise<boolean> {
  const directory = mkdtempSync(join(realpathSync(tmpdir()), 'unchanged-'));
  let isWithin = true;
  try {
    await withContenders({ projectCount, seed }, SIDES, async (contenders) => {
      const measure = (edit?: (root: string, run: number) => void) =>
        inTurn(contenders, runs, directory, edit);
      isWithin = report('nothing changed', await measure(), true);
      const edits = planEdits(projectCount, seed, runs + 1);
      report('after an edit', await measure((root, run) => edits[run].apply(root)), false);
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return !isAsserted || isWithin;
}

/** The times of each side, after a run that nobody counts. */
async function inTurn(
  contenders: Contender<GraphSide>[],
  runs: number,
  directory: string,
  edit: (root: string, run: number) => void = () => undefined,
): Promise<number[][]> {
  const times = contenders.map(() => [] as number[]);
  for (let run = 0; run <= runs; run++) {
    const graphs: GraphLike[] = [];
    for (const [index, { side, root }] of contenders.entries()) {
      edit(root, run);
      const file = join(directory, `${index}.json`);
      const ms = await side.run(root, file);
      if (run > 0) times[index].push(ms);
      graphs.push(withoutMetadata(readInternalGraph(file)));
    }
    const [first] = graphs.slice(1).flatMap((graph) => compareGraphs(graph, graphs[0]));
    if (first) throw new Error(`The graphs differ, first at ${first.path}: ${JSON.stringify(first)}`);
  }
  return times;
}

function report(what: string, times: number[][], isLimited: boolean): boolean {
  console.log(`\n${what.padEnd(32)}${['median', 'min', 'max'].map((cell) => cell.padStart(10)).join('')}`);
  const medians = times.map((samples, index) => {
    const { median, min, max } = summarise(samples);
    const cells = [median, min, max].map((ms) => seconds(ms).padStart(10)).join('');
    console.log(`  ${SIDES[index].label}`.padEnd(32) + cells);
    return median;
  });
  const verdicts = Object.entries(LIMITS).map(([peer, limit], index) => {
    const ratio = medians[0] / medians[index + 1];
    const isWithin = ratio <= limit;
    const verdict = isLimited ? `, limit ${limit}  ${isWithin ? 'ok' : 'ABOVE'}` : '';
    console.log(`  ours / nx, ${peer}: ${ratio.toFixed(3)}${verdict}`);
    return isWithin;
  });
  return verdicts.every(Boolean);
}
