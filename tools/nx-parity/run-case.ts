import type { Case, NxStep, Step } from './case';
import { compareRuns, type Difference, type PluginLines } from './compare-runs';
import { runSide, type Ran, type Side } from './sides';
import type { WorkspaceCopy } from './workspace-copy';
import { writtenFiles } from './written-files';

export interface StepResult {
  command: string;
  plain: Ran;
  ours: Ran;
  /** None of them is in two runs of plain nx. */
  differences: Difference[];
  /** Those that two runs of plain nx have, too. */
  unsteady: Difference[];
}

interface Taken {
  runs: Ran[];
  files: string;
}

/** Who takes the steps, and who has filled the cache. */
const CROSSED: [Side, Side][] = [
  ['ours', 'plain'],
  ['plain', 'ours'],
];

/** Takes the steps by each side, from the same state on; and, if they differ, by plain nx once more. */
export async function runCase(
  copy: WorkspaceCopy,
  { filledBy = [], steps, isCold = false }: Case,
  plugins: PluginLines,
): Promise<StepResult[]> {
  const take = async (side: Side, filler: Side): Promise<Taken> => {
    copy.restore(isCold);
    for (const step of filledBy) await run(copy.root, filler, step);
    return takeSteps(copy.root, side, steps);
  };
  const plain = await take('plain', 'plain');
  const others: [Side, Side][] = filledBy.length > 0 ? CROSSED : [['ours', 'ours']];
  const results: StepResult[] = [];
  let again: Taken | undefined;
  for (const [side, filler] of others) {
    const ours = await take(side, filler);
    const note = filledBy.length > 0 ? ` [${side}, cache by ${filler}]` : '';
    for (const run of ours.runs) plugins.learnFrom(run);
    const compare = (taken: Taken) => compareTaken(steps, plain, taken, note, plugins);
    const found = compare(ours);
    if (found.some(({ differences }) => differences.length > 0)) again ??= await take('plain', 'plain');
    results.push(...(again ? sortOut(found, compare(again)) : found));
  }
  return results;
}

async function takeSteps(root: string, side: Side, steps: Step[]): Promise<Taken> {
  const runs: Ran[] = [];
  for (const step of steps) {
    if ('change' in step) step.change(root);
    else runs.push(await run(root, side, step));
  }
  return { runs, files: writtenFiles(root) };
}

function run(root: string, side: Side, { nx, env }: NxStep): Promise<Ran> {
  return runSide(side, root, { args: typeof nx === 'string' ? nx.split(' ').filter(Boolean) : nx, env });
}

function compareTaken(
  steps: Step[],
  plain: Taken,
  ours: Taken,
  note: string,
  plugins: PluginLines,
): StepResult[] {
  const calls = steps.filter((step): step is NxStep => 'nx' in step);
  const results = calls.map(({ nx, label, isUnordered }, i): StepResult => {
    const command = `${label ?? ['nx', nx].flat().join(' ')}${note}`;
    const [ofPlain, ofOurs] = [plain.runs[i], ours.runs[i]];
    return {
      command,
      plain: ofPlain,
      ours: ofOurs,
      differences: compareRuns(ofPlain, ofOurs, plugins, isUnordered),
      unsteady: [],
    };
  });
  if (plain.files !== ours.files)
    results.at(-1)!.differences.push({ what: 'files', plain: plain.files, ours: ours.files });
  return results;
}

function sortOut(found: StepResult[], ofPlain: StepResult[]): StepResult[] {
  return found.map((result, i) => {
    const isUnsteady = ({ what }: Difference) => ofPlain[i].differences.some((it) => it.what === what);
    return {
      ...result,
      differences: result.differences.filter((it) => !isUnsteady(it)),
      unsteady: result.differences.filter(isUnsteady),
    };
  });
}
