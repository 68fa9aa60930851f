import { parseArgs } from 'node:util';
import { optionsOrUsage, readCount } from '../process/options-or-usage';
import { runObserve } from './run-observe';

const USAGE = `usage: npm run observe -- [options]

Has plugins read in every way that there is, and makes random edits. After each, the graph of a process that stays and
that of a new process have to be the fresh one, to the byte. Exit code 1 if one is not.

  --rounds N    workspaces, one after the other (20)
  --plugins N   in each (5)
  --edits N     in each (10)
  --seed S      what is random is drawn from it; each round has the next one (1)`;

function parse() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '20' },
      plugins: { type: 'string', default: '5' },
      edits: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    help: values.help,
    rounds: readCount('rounds', values.rounds),
    plugins: readCount('plugins', values.plugins),
    edits: readCount('edits', values.edits),
    seed: readCount('seed', values.seed),
  };
}

async function main(): Promise<void> {
  const options = optionsOrUsage(USAGE, parse);
  if (!options) return;
  if (options.help) return console.log(USAGE);
  let violations = 0;
  const onViolation = (what: string) => {
    violations += 1;
    console.error(what);
  };
  const { edits, changed, reused, ran } = await runObserve({ ...options, onViolation });
  console.log('plugin'.padEnd(34) + ['changed', 'reused', 'ran'].map((cell) => cell.padStart(10)).join(''));
  for (const plugin of Object.keys({ ...reused, ...ran }).sort()) {
    const name = /(\w+)\.[cm]?[jt]s$/.exec(plugin)![1];
    const cells = [changed[name], reused[plugin], ran[plugin]].map((count) =>
      String(count ?? 0).padStart(10),
    );
    console.log(plugin.padEnd(34) + cells.join(''));
  }
  console.log(`seed ${options.seed}, ${edits} edits: ${violations} violations`);
  process.exitCode = violations > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
