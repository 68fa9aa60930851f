import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ColdOptions } from './cold';
import { withContenders, type Contender } from './contenders';
import { NX_SIDES, type NxSide } from './nx-sides';
import { milliseconds, seconds, summarise } from './statistics';
import { machineAtRest } from './machine-at-rest';
import { planEdits, type Edit } from './warm-edits';

type SideName = keyof typeof NX_SIDES;

interface Limit {
  side: SideName;
  /** Whose median it is compared with. */
  peer: SideName;
  ratio: number;
}

interface Measurement {
  what: string;
  args: string[];
  /** Something is edited before each run. */
  isAfterEdit?: boolean;
  limits: Limit[];
}

const AT_REST: Limit[] = [
  { side: 'served', peer: 'plain', ratio: 0.3 },
  { side: 'own', peer: 'plain', ratio: 0.65 },
];
const AFTER_EDIT: Limit[] = [{ side: 'served', peer: 'daemon', ratio: 0.35 }];

const MEASUREMENTS: Measurement[] = [
  { what: 'run-many, every task from the cache', args: ['run-many', '-t', 'owner'], limits: AT_REST },
  {
    what: 'affected, every task from the cache',
    args: ['affected', '-t', 'owner', '--base=HEAD~1'],
    limits: AT_REST,
  },
  { what: 'show projects', args: ['show', 'projects'], limits: AT_REST },
  {
    what: 'show projects, right after an edit',
    args: ['show', 'projects'],
    isAfterEdit: true,
    limits: AFTER_EDIT,
  },
  {
    what: 'run-many, right after an edit',
    args: ['run-many', '-t', 'owner'],
    isAfterEdit: true,
    limits: AFTER_EDIT,
  },
];

/** They need no graph: what our command line costs beside plain nx, in ms. */
const WITHOUT_GRAPH = [['--version'], ['report']];
const LIMIT_WITHOUT_GRAPH_MS = 60;
const RUNS_WITHOUT_GRAPH = 15;

/** Commands of nx, through us and by nx itself, in turn. */
export async function benchNx(options: ColdOptions): Promise<boolean> {
  const { projectCount, seed, runs, isAsserted } = options;
  const sides: NxSide[] = Object.values(NX_SIDES).map((side: NxSide) => ({
    ...side,
    start: async (root) => (prepare(root), await side.start?.(root)),
  }));
  let isWithin = true;
  await withContenders({ projectCount, seed }, sides, async (contenders) => {
    for (const measurement of MEASUREMENTS) {
      const edits = planEdits(projectCount, seed, runs + 1);
      const times = await inTurn(contenders, runs, (contender, run) =>
        sample(contender, measurement, edits[run]),
      );
      isWithin = report(measurement, times) && isWithin;
    }
    for (const args of WITHOUT_GRAPH) isWithin = (await benchWithoutGraph(contenders, args)) && isWithin;
  });
  return !isAsserted || isWithin;
}

/** The times of each side, after one run that nobody counts. */
async function inTurn(
  contenders: Contender<NxSide>[],
  runs: number,
  measure: (contender: Contender<NxSide>, run: number) => Promise<number>,
): Promise<number[][]> {
  const times = contenders.map(() => [] as number[]);
  for (let run = 0; run <= runs; run++)
    for (const [index, contender] of contenders.entries()) {
      await machineAtRest();
      const ms = await measure(contender, run);
      if (run > 0) times[index].push(ms);
    }
  return times;
}

async function sample({ side, root }: Contender<NxSide>, { args, isAfterEdit }: Measurement, edit: Edit) {
  if (isAfterEdit) edit.apply(root);
  return side.run(root, args);
}

function report({ what, limits }: Measurement, times: number[][]): boolean {
  const names = Object.keys(NX_SIDES) as SideName[];
  const medianOf = (name: SideName) => summarise(times[names.indexOf(name)]).median;
  console.log(`\n${what.padEnd(40)}${['median', 'min', 'max'].map((cell) => cell.padStart(10)).join('')}`);
  for (const [index, name] of names.entries()) {
    const { median, min, max } = summarise(times[index]);
    const cells = [median, min, max].map((ms) => seconds(ms).padStart(10)).join('');
    console.log(`  ${NX_SIDES[name].label}`.padEnd(40) + cells);
  }
  return limits.every(({ side, peer, ratio: limit }) => {
    const ratio = medianOf(side) / medianOf(peer);
    const verdict = ratio <= limit ? 'ok' : 'ABOVE';
    const labels = `${NX_SIDES[side].label} / ${NX_SIDES[peer].label}`;
    console.log(`  ${labels}: ${ratio.toFixed(3)}, limit ${limit}  ${verdict}`);
    return ratio <= limit;
  });
}

async function benchWithoutGraph(contenders: Contender<NxSide>[], args: string[]): Promise<boolean> {
  const pair = contenders.filter(
    ({ side }) => side.label === NX_SIDES.own.label || side.label === NX_SIDES.plain.label,
  );
  const [own, plain] = (await inTurn(pair, RUNS_WITHOUT_GRAPH, ({ side, root }) => side.run(root, args))).map(
    (times) => summarise(times).median,
  );
  const verdict = own - plain <= LIMIT_WITHOUT_GRAPH_MS ? 'ok' : 'ABOVE';
  console.log(
    `\nnx ${args.join(' ')}: ours ${milliseconds(own)}, plain ${milliseconds(plain)}: ` +
      `${milliseconds(own - plain)} more, limit ${LIMIT_WITHOUT_GRAPH_MS} ms  ${verdict}`,
  );
  return own - plain <= LIMIT_WITHOUT_GRAPH_MS;
}

/** Tasks that can be kept, and a commit that changed something. */
function prepare(root: string): void {
  const file = join(root, 'nx.json');
  const nxJson = JSON.parse(readFileSync(file, 'utf8')) as { targetDefaults: Record<string, object> };
  nxJson.targetDefaults['owner'] = { cache: true };
  writeFileSync(file, JSON.stringify(nxJson, undefined, 2));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...args], {
      cwd: root,
    });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'all');
  writeFileSync(
    join(root, 'tsconfig.base.json'),
    `${readFileSync(join(root, 'tsconfig.base.json'), 'utf8')}\n`,
  );
  git('commit', '--quiet', '--all', '--message', 'a change');
}
