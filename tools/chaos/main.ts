import { parseArgs } from 'node:util';
import { optionsOrUsage } from '../process/options-or-usage';
import { runChaos } from './chaos';
import { runKillHost } from './kill-host';
import { runSoak } from './soak';

const USAGE = `usage: npm run chaos -- [options]

Tries to break workers, and reports what it did and what is left of it. Exit code 1: something is violated.

  --calls N        overlapping calls to make (10000)
  --faults N       how many of them meet a fault (500)
  --workers N      workers at a time (4)
  --seconds T      end after T seconds at the latest (3600)
  --soak [N]       instead: start and stop N workers (1000), half of them by kill -9, and look at memory and descriptors
  --kill-host [N]  instead: kill N hosts (100) of three workers, and wait until nothing is left of each
                   (2 s at most; 10 s where CI is set)
  --seed S         what is random is drawn from it (1)`;

const DEFAULT_COUNTS: Record<string, string> = { '--soak': '1000', '--kill-host': '100' };

/** `--soak` and `--kill-host` may stand without a number, which parseArgs doesn't know. */
function withDefaultCounts(args: string[]): string[] {
  return args.flatMap((arg, index) => {
    const isBare = arg in DEFAULT_COUNTS && (args[index + 1] ?? '--').startsWith('--');
    return isBare ? [arg, DEFAULT_COUNTS[arg]] : [arg];
  });
}

function parse() {
  const { values } = parseArgs({
    args: withDefaultCounts(process.argv.slice(2)),
    options: {
      calls: { type: 'string', default: '10000' },
      faults: { type: 'string', default: '500' },
      workers: { type: 'string', default: '4' },
      seconds: { type: 'string', default: '3600' },
      seed: { type: 'string', default: '1' },
      soak: { type: 'string' },
      'kill-host': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const { help, ...texts } = values;
  for (const [name, text] of Object.entries(texts))
    if (!/^\d+$/.test(text)) throw new Error(`--${name} takes a whole number, not "${text}".`);
  const { calls, faults, workers, seconds, seed } = texts;
  if (Number(faults) > Number(calls)) throw new Error('--faults is more than --calls.');
  if (Number(workers) === 0) throw new Error('--workers is at least 1.');
  const chaos = { calls: +calls, faults: +faults, workers: +workers, seconds: +seconds, seed: +seed };
  return { help, chaos, soak: texts.soak, killHost: texts['kill-host'] };
}

async function main(): Promise<void> {
  const options = optionsOrUsage(USAGE, parse);
  if (!options) return;
  const { help, chaos, soak, killHost } = options;
  if (help) return console.log(USAGE);
  // A run that ends before its report, as nothing holds this process, is no success.
  process.exitCode = 1;
  if (soak !== undefined) await runSoak(Number(soak), chaos.seed);
  else if (killHost !== undefined) await runKillHost(Number(killHost), chaos.seed);
  else await runChaos(chaos);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
