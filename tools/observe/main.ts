import { parseArgs } from 'node:util';
import { optionsOrUsage, readCount } from '../process/options-or-usage';
import { observeOfficial } from './official';
import { OFFICIAL_PLUGINS } from './official-plugins';
import { formatRows } from './official-table';
import { READERS } from './plugins';
import { runObserve } from './run-observe';
import { findViolation, type Tally } from './run-scenario';
import type { Scenario } from './scenario';
import { runStrace, whyNoStrace, type StraceOptions } from './strace';

const USAGE = `usage: npm run observe -- [options]

Has plugins read in every way that there is, and makes random edits. After each, the graph of a process that stays and
that of a new process have to be the fresh one, to the byte. If one is not, edits and plugins are left out one by one,
and the shortest scenario that still fails is printed. Exit code 1 then.

  --rounds N         workspaces, one after the other (20)
  --plugins N        in each (5)
  --edits N          in each (10)
  --together N       edits between two graphs (1)
  --demand N         as many rounds as it takes to change the result of each plugin N times: 200 in the long form
  --only PLUGIN      this one takes part in each round; may be repeated
  --seed S           what is random is drawn from it; each round has the next one (1)
  --repeat SCENARIO  runs this scenario alone, as it was printed

  --official DIR     measures Nx's own plugins instead: the packages that are installed in this directory. Makes a
                     workspace in it, named "observed", and prints what each plugin sees, how long its first
                     createNodes takes, and after which edits its hooks run again. --only takes one of them, by its
                     name in nx.json. A graph that is not the fresh one gives exit code 1

npm run observe -- --strace [--rounds N] [--only PLUGIN] [--seed S]

Asks the kernel instead, on Linux: strace notes each path that a worker touches, by node or not. All of them have to be
in what was kept as seen, or on the list of what does not count (strace-uncounted.ts). Others are printed. Nx's own
plugins take part if no PLUGIN is named. After the first round, workspaces are edited before. The default is one round.`;

function parse() {
  const { values } = parseArgs({
    options: {
      strace: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      plugins: { type: 'string', default: '5' },
      edits: { type: 'string', default: '10' },
      together: { type: 'string', default: '1' },
      demand: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', multiple: true, default: [] },
      repeat: { type: 'string' },
      official: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const { help, repeat, official, strace } = values;
  const rounds = readCount('rounds', values.rounds ?? (strace ? '1' : '20'));
  const count = (name: 'plugins' | 'edits' | 'together' | 'seed') => readCount(name, values[name]);
  const isKnown = (name: string) =>
    official === undefined ? READERS[name] : OFFICIAL_PLUGINS.some(({ plugin }) => plugin === name);
  const unknown = values.only.find((name) => !isKnown(name));
  if (unknown !== undefined) throw new Error(`There is no plugin "${unknown}".`);
  return {
    help,
    repeat,
    official,
    only: values.only,
    strace,
    rounds,
    plugins: count('plugins'),
    edits: count('edits'),
    together: count('together'),
    seed: count('seed'),
    demand: values.demand === '0' ? 0 : readCount('demand', values.demand),
  };
}

async function main(): Promise<void> {
  const options = optionsOrUsage(USAGE, parse);
  if (!options) return;
  if (options.help) return console.log(USAGE);
  if (options.official !== undefined) return official(options.official, options.only);
  if (options.strace) return strace(options);
  if (options.repeat !== undefined) return repeat(JSON.parse(options.repeat) as Scenario);
  let violations = 0;
  const startedAt = performance.now();
  const onViolation = (what: string) => {
    violations += 1;
    console.error(what);
  };
  const onRound = ({ edits }: Tally) => process.stderr.isTTY && process.stderr.write(`\r${edits} edits `);
  const tally = await runObserve({ ...options, onViolation, onRound });
  print(tally);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(`seed ${options.seed}, ${tally.edits} edits in ${seconds} s: ${violations} violations`);
  process.exitCode = violations > 0 ? 1 : 0;
}

async function strace(options: Pick<StraceOptions, 'rounds' | 'seed' | 'only'>): Promise<void> {
  const why = whyNoStrace();
  if (why !== undefined) {
    console.error(why);
    process.exitCode = 2;
    return;
  }
  let violations = 0;
  const onViolation = (what: string) => {
    violations += 1;
    console.error(what);
  };
  const compared = await runStrace({ ...options, onViolation });
  for (const { plugin, paths, incomplete, isFailed } of compared)
    console.log(plugin.padEnd(20) + `${paths} paths`.padStart(12) + describe(incomplete, isFailed));
  console.log(`${compared.length} workers: ${violations} violations`);
  process.exitCode = violations > 0 ? 1 : 0;
}

function describe(incomplete?: string, isFailed?: boolean): string {
  if (isFailed) return '  failed: nothing to compare';
  return incomplete === undefined ? '' : `  ${incomplete}`;
}

async function repeat(scenario: Scenario): Promise<void> {
  const violation = await findViolation(scenario);
  console.log(
    violation ? `after ${violation.steps} edits: ${violation.what}` : 'All graphs are the fresh ones.',
  );
  process.exitCode = violation ? 1 : 0;
}

async function official(directory: string, only: string[]): Promise<void> {
  const say = (what: string) => process.stderr.write(`${what}\n`);
  const { rows, violations } = await observeOfficial(directory, only, say);
  console.log(formatRows(rows));
  for (const violation of violations) console.error(`not as --fresh, ${violation}`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}

function print({ changed, reused, ran }: Tally): void {
  console.log('plugin'.padEnd(20) + ['changed', 'reused', 'ran'].map((cell) => cell.padStart(10)).join(''));
  for (const name of Object.keys(READERS).filter((each) => reused[each] || ran[each])) {
    const cells = [changed, reused, ran].map((counts) => String(counts[name] ?? 0).padStart(10));
    console.log(name.padEnd(20) + cells.join(''));
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
