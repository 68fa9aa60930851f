import { READERS } from './plugins';
import { createTally, findViolation, type Tally, type Violation } from './run-scenario';
import { drawScenario, type Scenario } from './scenario';
import { shrink } from './shrink';

export interface ObserveOptions {
  rounds: number;
  seed: number;
  /** How many plugins there are in each round, and how many edits. */
  plugins: number;
  edits: number;
  /** How many edits there are between two graphs. Default 1. */
  together?: number;
  /** Go on until the result of each plugin was changed so often, and have those that lack most take part. */
  demand?: number;
  /** Plugins that take part in each round. */
  only?: string[];
  onViolation: (what: string) => void;
  onRound?: (tally: Tally) => void;
}

/**
 * Makes random edits around plugins that read in every way. After each, the graph of a process that stays and that of a
 * new process have to be the fresh one. What fails is made as small as it can be.
 */
export async function runObserve(options: ObserveOptions): Promise<Tally> {
  const tally = createTally();
  const { rounds, demand, seed, only = [], onViolation, onRound } = options;
  for (let round = 0; demand ? lacking(tally, demand).length > 0 : round < rounds; round++) {
    const wanted = [...only, ...(demand ? lacking(tally, demand) : [])];
    const scenario = drawScenario(seed + round, { ...options, wanted });
    const violation = await findViolation(scenario, tally);
    if (violation) onViolation(`seed ${seed + round}: ${await shortest(scenario, violation)}`);
    onRound?.(tally);
  }
  return tally;
}

/** Plugins whose results were not changed often enough, those with the fewest changes first. */
function lacking({ changed }: Tally, demand: number): string[] {
  const countOf = (name: string) => changed[name] ?? 0;
  return Object.keys(READERS)
    .filter((name) => countOf(name) < demand)
    .sort((left, right) => countOf(left) - countOf(right));
}

async function shortest({ plugins, steps }: Scenario, violation: Violation): Promise<string> {
  const failing = { plugins, steps: steps.slice(0, violation.steps) };
  const smallest = await shrink(failing);
  const again = (await findViolation(smallest)) ?? violation;
  return `${again.what}
  plugins: ${smallest.plugins.join(', ')}
  edits: ${smallest.steps.map(([name]) => name).join('; ')}
  once more: npm run observe -- --repeat '${JSON.stringify(smallest).replaceAll("'", `'\\''`)}'`;
}
