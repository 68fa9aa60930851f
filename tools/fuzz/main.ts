import { parseArgs } from 'node:util';
import { optionsOrUsage, readCount } from '../process/options-or-usage';
import { TARGET_NAMES, runFuzz, type FuzzSettings, type FuzzedTarget } from './run-fuzz';

const USAGE = `usage: npm run fuzz -- [--lines 100000] [--seed N] [--seconds T] [--target NAME]

Feeds random and mutated lines to both ends of the protocol. The same seed gives the same lines. Ends with exit code 1, and with
the command that repeats it, at the first crash, hang, growth, or message that is not what it must be.

targets: ${TARGET_NAMES.join(', ')}`;

const MAX_GROWTH_BYTES = 400e6;

function parse() {
  const { values } = parseArgs({
    options: {
      lines: { type: 'string' },
      seed: { type: 'string', default: String(1 + (Date.now() % 1_000_000)) },
      seconds: { type: 'string' },
      target: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const { target, help } = values;
  if (target !== undefined && !TARGET_NAMES.includes(target))
    throw new Error(`There is no target "${target}".`);
  const seconds = values.seconds === undefined ? Infinity : readCount('seconds', values.seconds);
  const unasked = seconds === Infinity ? 100_000 : Infinity;
  const lines = values.lines === undefined ? unasked : readCount('lines', values.lines);
  return { lines, seconds, seed: readCount('seed', values.seed), target, help };
}

function report({ name, lines, elapsedMs }: FuzzedTarget): void {
  const rate = Math.round(lines / (elapsedMs / 1000)).toLocaleString('en');
  const seconds = (elapsedMs / 1000).toFixed(1);
  console.log(
    `${name.padEnd(22)} ${lines.toLocaleString('en').padStart(9)} lines  ${seconds.padStart(6)} s  ${rate} a second`,
  );
}

function fail(seed: number, what: string, { name, lines }: Pick<FuzzedTarget, 'name' | 'lines'>): never {
  console.error(`\n${name}: ${what}`);
  console.error(`repeat it with: npm run fuzz -- --seed ${seed} --target ${name} --lines ${lines}`);
  // A target that failed may hold a worker, which ends with this process.
  process.exit(1);
}

async function main(settings: Omit<FuzzSettings, 'onStart'>): Promise<void> {
  const rssBefore = process.memoryUsage.rss();
  let current: FuzzedTarget = { name: 'start', lines: 0, elapsedMs: 0 };
  const onStart = (progress: FuzzedTarget) => (current = progress);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: Error) => fail(settings.seed, `${event}: ${error?.stack}`, current));
  let total = 0;
  console.log(`seed ${settings.seed}`);
  for await (const done of runFuzz({ ...settings, onStart })) {
    total += done.lines;
    report(done);
    if (done.violation) fail(settings.seed, done.violation.message, done);
    const grown = process.memoryUsage.rss() - rssBefore;
    if (grown > MAX_GROWTH_BYTES)
      fail(settings.seed, `memory has grown by ${Math.round(grown / 1e6)} MB`, done);
  }
  const [before, after] = [rssBefore, process.memoryUsage.rss()].map(
    (bytes) => `${Math.round(bytes / 1e6)} MB`,
  );
  console.log(
    `${total.toLocaleString('en')} lines: no crash, no hang; memory ${before} before, ${after} after`,
  );
}

const options = optionsOrUsage(USAGE, parse);
if (options?.help) console.log(USAGE);
else if (options) void main(options);
