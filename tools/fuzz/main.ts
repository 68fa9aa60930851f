import { parseArgs } from 'node:util';
import { TARGET_NAMES, runFuzz, type FuzzSettings, type FuzzedTarget } from './run-fuzz';

const USAGE = `usage: npm run fuzz -- [--lines 100000] [--seed N] [--seconds T] [--target NAME]

Feeds random and mutated lines to both ends of the protocol. The same seed gives the same lines. Ends with exit code 1, and with
the command that repeats it, at the first crash, hang, growth, or message that is not what it must be.

targets: ${TARGET_NAMES.join(', ')}`;

const MAX_GROWTH_BYTES = 400e6;

const { values } = parseArgs({
  options: {
    lines: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    seconds: { type: 'string' },
    target: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

function readSettings(): Omit<FuzzSettings, 'onStart'> | undefined {
  const seconds = Number(values.seconds ?? Infinity);
  const lines = Number(values.lines ?? (values.seconds === undefined ? 100_000 : Infinity));
  const seed = Number(values.seed);
  const isKnown = values.target === undefined || TARGET_NAMES.includes(values.target);
  const isValid = lines > 0 && seconds > 0 && Number.isSafeInteger(seed) && isKnown;
  return isValid ? { lines, seconds, seed, target: values.target } : undefined;
}

function report({ name, lines, elapsedMs }: FuzzedTarget): void {
  const rate = Math.round(lines / (elapsedMs / 1000)).toLocaleString('en');
  const seconds = (elapsedMs / 1000).toFixed(1);
  console.log(
    `${name.padEnd(18)} ${lines.toLocaleString('en').padStart(9)} lines  ${seconds.padStart(6)} s  ${rate} a second`,
  );
}

function fail(what: string, { name, lines }: Pick<FuzzedTarget, 'name' | 'lines'>): never {
  console.error(`\n${name}: ${what}`);
  console.error(`repeat it with: npm run fuzz -- --seed ${values.seed} --target ${name} --lines ${lines}`);
  // A target that failed may hold a worker, which ends with this process.
  process.exit(1);
}

async function main(settings: Omit<FuzzSettings, 'onStart'>): Promise<void> {
  const rssBefore = process.memoryUsage.rss();
  let current: FuzzedTarget = { name: 'start', lines: 0, elapsedMs: 0 };
  const onStart = (progress: FuzzedTarget) => (current = progress);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: Error) => fail(`${event}: ${error?.stack}`, current));
  let total = 0;
  console.log(`seed ${settings.seed}`);
  for await (const done of runFuzz({ ...settings, onStart })) {
    total += done.lines;
    report(done);
    if (done.violation) fail(done.violation.message, done);
    const grown = process.memoryUsage.rss() - rssBefore;
    if (grown > MAX_GROWTH_BYTES) fail(`memory has grown by ${Math.round(grown / 1e6)} MB`, done);
  }
  const [before, after] = [rssBefore, process.memoryUsage.rss()].map(
    (bytes) => `${Math.round(bytes / 1e6)} MB`,
  );
  console.log(
    `${total.toLocaleString('en')} lines: no crash, no hang; memory ${before} before, ${after} after`,
  );
}

const settings = readSettings();
if (values.help) console.log(USAGE);
else if (settings) void main(settings);
else {
  console.error(USAGE);
  process.exitCode = 2;
}
