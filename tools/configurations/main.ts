import { parseArgs } from 'node:util';
import { optionsOrUsage } from '../process/options-or-usage';
import { compareVariant, type Comparison, type Outcome } from './compare-variant';
import type { Variant } from './variant';
import { VARIANTS } from './variants';

const USAGE = `usage: npm run configurations -- [WORD…]

Configures a small workspace in ${VARIANTS.length} ways, right and wrong, and prints what nx and plugin-host make of each. With words, only
those whose name has one of them. Exit code 1 if the two disagree where no reason is known.`;

function parse(): string[] | 'help' {
  const options = { help: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  return values.help ? 'help' : positionals;
}

async function main(): Promise<void> {
  const words = optionsOrUsage(USAGE, parse);
  if (!words) return;
  if (words === 'help') return console.log(USAGE);
  const chosen = VARIANTS.filter(({ name }) => words.length === 0 || words.some((it) => name.includes(it)));
  const tally = { agree: 0, known: 0, unknown: 0 };
  for (const variant of chosen) {
    const comparison = await compareVariant(variant);
    print(variant, comparison);
    tally[verdictOf(variant, comparison)] += 1;
  }
  console.log(
    `\n${chosen.length} configurations: nx and plugin-host agree on ${tally.agree}, differ for a known reason on ${tally.known}, ` +
      `and for none on ${tally.unknown}`,
  );
  process.exitCode = tally.unknown > 0 ? 1 : 0;
}

function verdictOf({ reason }: Variant, { disagreement }: Comparison): 'agree' | 'known' | 'unknown' {
  if (!disagreement) return 'agree';
  return reason ? 'known' : 'unknown';
}

function print(variant: Variant, comparison: Comparison): void {
  const { nx, ours, disagreement } = comparison;
  const verdict = verdictOf(variant, comparison);
  console.log(`${verdict === 'unknown' ? '✗' : '✓'} ${variant.name}`);
  console.log(`    nx    ${describe(nx)}`);
  console.log(`    ours  ${describe(ours)}${nx.graph && ours.graph && !disagreement ? ', equal graph' : ''}`);
  if (disagreement) console.log(`    ${disagreement}${variant.reason ? `: ${variant.reason}` : ''}`);
}

function describe({ kind, message }: Outcome): string {
  const shown = message.length > 160 ? `${message.slice(0, 160)}…` : message;
  return shown === '' ? kind : `${kind}: ${shown}`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
