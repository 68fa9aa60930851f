import { parseArgs } from 'node:util';
import { optionsOrUsage, readCount } from '../process/options-or-usage';
import { benchCold } from './cold';

const USAGE = `usage: npm run bench -- cold [options]

Times a cold graph of a generated workspace, ours and nx's own in turn, and prints the ratio of the medians.

  --runs N      runs of each side (7)
  --projects N  projects of the workspace (200)
  --seed S      what the workspace is generated from (1)
  --assert      exit code 1 where the ratio is above the limit`;

function parse() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: '7' },
      projects: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      assert: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (!values.help && positionals.join(' ') !== 'cold') throw new Error('The one benchmark is "cold".');
  const counts = {
    runs: readCount('runs', values.runs),
    projectCount: readCount('projects', values.projects),
    seed: readCount('seed', values.seed),
  };
  return { help: values.help, ...counts, isAsserted: values.assert };
}

async function main(): Promise<void> {
  const options = optionsOrUsage(USAGE, parse);
  if (!options) return;
  if (options.help) return console.log(USAGE);
  process.exitCode = (await benchCold(options)) ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
