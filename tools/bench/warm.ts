import { setTimeout } from 'node:timers/promises';
import { compareGraphs } from '../parity/compare-graphs';
import type { ColdOptions } from './cold';
import { withContenders, type Contender } from './contenders';
import { milliseconds, summarise } from './statistics';
import { withoutMetadata } from './without-metadata';
import { planEdits, type Edit } from './warm-edits';
import { createClients, type Clients } from './warm-clients';
import {
  nxSide,
  nxSideInProcess,
  ourRunningSide,
  ourSide,
  servedRunningSide,
  servedSide,
  type WarmSide,
} from './warm-sides';

const LIMIT = 0.5;

/**
 * Nothing is asked for so long before an edit, so that no side is still at work on what it writes after its last
 * answer.
 */
const PAUSE_MS = 500;

type Times = Record<'after an edit' | 'nothing changed', number>;

interface Race {
  what: string;
  sides: WarmSide[];
  /** Whether each graph is asked for by a new process; else one process asks for all. */
  hasNewClients: boolean;
}

const RACES: Race[] = [
  {
    what: 'processes that stay',
    sides: [ourSide, nxSide, nxSideInProcess, ourRunningSide],
    hasNewClients: false,
  },
  {
    what: 'new processes',
    sides: [servedSide, nxSide, nxSideInProcess, servedRunningSide],
    hasNewClients: true,
  },
];

/** Edit → graph, ours and the Nx daemon's in turn, and the ratio of the medians. */
export async function benchWarm(options: ColdOptions): Promise<boolean> {
  let isWithin = true;
  for (const race of RACES) {
    console.log(`\n${race.what}:`);
    const ratio = await withContenders(options, race.sides, (contenders) =>
      compete(contenders, race, options),
    );
    console.log(`\n${race.what}: ratio of the medians after an edit ${ratio.toFixed(3)}, limit ${LIMIT}`);
    isWithin &&= ratio <= LIMIT;
  }
  return !options.isAsserted || isWithin;
}

async function compete(contenders: Contender<WarmSide>[], race: Race, options: ColdOptions): Promise<number> {
  const { projectCount, seed, runs } = options;
  // Each run adds an import and removes it again; one more is there to warm up.
  const [warmUp, undo, ...edits] = planEdits(projectCount, seed, 2 * (runs + 1));
  const clients = contenders.map(({ side, root }) => createClients(side, root, race.hasNewClients));
  for (const edit of [warmUp, undo])
    for (const [which, { root }] of contenders.entries()) await sampleAll(clients[which], root, edit);
  const samples = contenders.map((): Times[] => []);
  for (const [index, edit] of edits.entries()) {
    for (const [which, { root }] of contenders.entries())
      samples[which].push(await sampleAll(clients[which], root, edit));
    console.log(`edit ${index + 1} of ${edits.length}: ${JSON.stringify(samples.map((it) => it[index]))}`);
  }
  await assertEqual(clients, edits[edits.length - 1]);
  for (const { end } of clients) await end();
  return report(contenders, samples);
}

async function sampleAll({ ask }: Clients, root: string, edit: Edit): Promise<Times> {
  await setTimeout(PAUSE_MS);
  const editedAt = performance.now();
  edit.apply(root);
  await ask(edit);
  const afterEdit = performance.now() - editedAt;
  await setTimeout(PAUSE_MS);
  const askedAt = performance.now();
  await ask(edit);
  return {
    'after an edit': Math.round(afterEdit),
    'nothing changed': Math.round(performance.now() - askedAt),
  };
}

async function assertEqual(clients: Clients[], edit: Edit): Promise<void> {
  const graphs = [];
  for (const { ask } of clients) graphs.push(withoutMetadata((await ask(edit, true)).graph!));
  for (const theirs of graphs.slice(1)) {
    const differences = compareGraphs(theirs, graphs[0]);
    if (differences.length > 0)
      throw new Error(`The graphs differ at ${differences.length} places, first at ${differences[0].path}`);
  }
  console.log('\nthe graphs are equal');
}

function report(contenders: Contender<WarmSide>[], samples: Times[][]): number {
  const [afterEdit] = (['after an edit', 'nothing changed'] as const).map((what) => {
    console.log(`\n${what.padEnd(30)}${['median', 'min', 'max'].map((it) => it.padStart(10)).join('')}`);
    const medians = contenders.map(({ side }, which) => {
      const { median, min, max } = summarise(samples[which].map((it) => it[what]));
      const cells = [median, min, max].map((it) => milliseconds(it).padStart(10));
      console.log(side.label.padEnd(30) + cells.join(''));
      return median;
    });
    return medians[0] / medians[1];
  });
  return afterEdit;
}
