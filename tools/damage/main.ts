import { parseArgs } from 'node:util';
import { optionsOrUsage, readCount } from '../process/options-or-usage';
import { runDamage } from './run-damage';

const USAGE = `usage: npm run damage -- [--runs 1000] [--seed 1] [--nx-every N]

Has a plugin give randomly damaged results of each hook, and damages the files of core plugins. Each time the graph of the others
has to be there, and an error has to name who gave what. With --nx-every, Nx itself is asked in every Nth run: if it gives a graph,
whole or partial, ours has to be equal. The same seed gives the same damage; exit code 1 if anything was violated.`;

function parse() {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      'nx-every': { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
  });
  const nxEvery = values['nx-every'];
  return {
    help: values.help,
    runs: readCount('runs', values.runs),
    seed: readCount('seed', values.seed),
    nxEvery: nxEvery === '0' ? 0 : readCount('nx-every', nxEvery),
  };
}

async function main(): Promise<void> {
  const options = optionsOrUsage(USAGE, parse);
  if (!options) return;
  if (options.help) return console.log(USAGE);
  let violations = 0;
  const onViolation = (seed: number, what: string) => {
    violations += 1;
    console.error(
      `run with seed ${seed}: ${what}\n  repeat it with: npm run damage -- --runs 1 --seed ${seed}`,
    );
  };
  const tally = await runDamage({ ...options, onViolation });
  const { whole, partial, refused, comparedWithNx, nxTripped } = tally;
  console.log(
    `seed ${options.seed}, ${options.runs} results damaged: ${whole} whole graphs, ${partial} partial as nx gives them,`,
  );
  console.log(`${refused} built without what nx trips over; ${violations} violations`);
  if (comparedWithNx > 0)
    console.log(`nx was asked ${comparedWithNx} times, and gave no graph ${nxTripped} times`);
  process.exitCode = violations > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
