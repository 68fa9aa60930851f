import { parseArgs } from 'node:util';
import { benchCold } from './cold';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '7' },
    projects: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    assert: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  if (positionals.length !== 1 || positionals[0] !== 'cold') {
    console.error('usage: bench cold [--runs 7] [--projects 200] [--seed 1] [--assert]');
    process.exitCode = 2;
    return;
  }
  const isWithinLimit = await benchCold({
    runs: Number(values.runs),
    projectCount: Number(values.projects),
    seed: Number(values.seed),
    isAsserted: values.assert,
  });
  process.exitCode = isWithinLimit ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
