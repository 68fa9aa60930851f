import { setTimeout } from 'node:timers/promises';
import { compareGraphs, type GraphLike } from '../parity/compare-graphs';
import { withGeneratedWorkspace } from '../workspace-generator/with-generated-workspace';
import type { ColdOptions } from './cold';
import { milliseconds, summarise } from './statistics';
import { planEdits, type Edit } from './warm-edits';
import { nxSide, nxSideInProcess, ourSide, WarmClient, type WarmSide } from './warm-sides';

const LIMIT = 0.5;

/** Nothing is asked for so long before an edit, so that no side is still at work on what it writes after its last answer. */
const PAUSE_MS = 500;

type Sample = (contender: Contender, edit: Edit) => Promise<number>;

/** Each has a workspace of its own, since the daemon works on each edit unasked. */
interface Contender {
  side: WarmSide;
  root: string;
  client: WarmClient;
}

const SAMPLES: Record<string, Sample> = {
  'after an edit': async ({ client, root }, edit) => {
    const startedAt = performance.now();
    edit.apply(root);
    await client.ask(edit);
    return performance.now() - startedAt;
  },
  'nothing changed': async ({ client }, edit) => {
    const startedAt = performance.now();
    await client.ask(edit);
    return performance.now() - startedAt;
  },
};

const SIDES = [ourSide, nxSide, nxSideInProcess];

/** Edit → graph, ours and the Nx daemon's in turn, and the ratio of the medians. */
export async function benchWarm(options: ColdOptions): Promise<boolean> {
  return withWorkspaces(options, SIDES, [], async (contenders) => {
    try {
      return await compete(contenders, options);
    } finally {
      for (const { side, client, root } of contenders) {
        await client.end();
        await side.stop?.(root);
      }
    }
  });
}

function withWorkspaces<T>(
  options: ColdOptions,
  [side, ...others]: WarmSide[],
  contenders: Contender[],
  use: (contenders: Contender[]) => Promise<T>,
): Promise<T> {
  if (!side) return use(contenders);
  return withGeneratedWorkspace(options, (root) => {
    const contender = { side, root, client: new WarmClient(side, root) };
    return withWorkspaces(options, others, [...contenders, contender], use);
  });
}

async function compete(contenders: Contender[], options: ColdOptions): Promise<boolean> {
  const { projectCount, seed, runs, isAsserted } = options;
  // Each run adds an import and removes it again; one more is there to warm up.
  const [warmUp, undo, ...edits] = planEdits(projectCount, seed, 2 * (runs + 1));
  for (const edit of [warmUp, undo]) for (const contender of contenders) await sampleAll(contender, edit);
  const samples = contenders.map((): Record<string, number>[] => []);
  for (const [index, edit] of edits.entries()) {
    for (const [which, contender] of contenders.entries())
      samples[which].push(await sampleAll(contender, edit));
    console.log(`edit ${index + 1} of ${edits.length}: ${JSON.stringify(samples.map((it) => it[index]))}`);
  }
  await assertEqual(contenders, edits[edits.length - 1]);
  return report(contenders, samples, isAsserted);
}

async function sampleAll(contender: Contender, edit: Edit): Promise<Record<string, number>> {
  const times: Record<string, number> = {};
  for (const [what, sample] of Object.entries(SAMPLES)) {
    await setTimeout(PAUSE_MS);
    times[what] = Math.round(await sample(contender, edit));
  }
  return times;
}

async function assertEqual(contenders: Contender[], edit: Edit): Promise<void> {
  const graphs = [];
  for (const { client } of contenders) graphs.push(withoutMetadata((await client.ask(edit, true)).graph!));
  for (const theirs of graphs.slice(1)) {
    const differences = compareGraphs(theirs, graphs[0]);
    if (differences.length > 0)
      throw new Error(`The graphs differ at ${differences.length} places, first at ${differences[0].path}`);
  }
  console.log('\nthe graphs are equal');
}

/** The daemon's `createMetadata` sees only the edges of files that changed last, so that the local plugin counts too few. */
function withoutMetadata(graph: GraphLike): GraphLike {
  const nodes = Object.entries(graph.nodes ?? {}).map(([name, node]) => {
    const { data, ...rest } = node as { data: { metadata?: { description?: string } } };
    return [name, { ...rest, data: { ...data, metadata: { ...data.metadata, description: undefined } } }];
  });
  return { ...graph, nodes: Object.fromEntries(nodes) as GraphLike['nodes'] };
}

function report(contenders: Contender[], samples: Record<string, number>[][], isAsserted: boolean): boolean {
  const ratios = Object.keys(SAMPLES).map((what) => {
    console.log(`\n${what.padEnd(28)}${['median', 'min', 'max'].map((it) => it.padStart(10)).join('')}`);
    const medians = contenders.map(({ side }, which) => {
      const { median, min, max } = summarise(samples[which].map((it) => it[what]));
      const cells = [median, min, max].map((it) => milliseconds(it).padStart(10));
      console.log(side.label.padEnd(28) + cells.join(''));
      return median;
    });
    return medians[0] / medians[1];
  });
  console.log(`\nratio of the medians after an edit ${ratios[0].toFixed(3)}, limit ${LIMIT}`);
  return !isAsserted || ratios[0] <= LIMIT;
}
