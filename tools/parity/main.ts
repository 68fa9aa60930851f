import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { optionsOrUsage } from '../process/options-or-usage';
import { exampleWorkspace, repositoryRoot } from '../process/repository';
import { withGeneratedWorkspace } from '../workspace-generator/with-generated-workspace';
import { checkParity } from './check-parity';
import { showDifferences } from './show-differences';

const generated = { projectCount: 200, seed: 1 };

const USAGE = `usage: npm run parity -- [DIRECTORY…]

Compares our graph with nx's own: for this repository, the example and a generated workspace, or for the workspaces named.`;

function parse(): string[] | 'help' {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean' } },
  });
  if (values.help) return 'help';
  const missing = positionals.find((directory) => !existsSync(directory));
  if (missing !== undefined) throw new Error(`There is no directory ${missing}.`);
  return positionals;
}

async function main(): Promise<void> {
  const directories = optionsOrUsage(USAGE, parse);
  if (!directories) return;
  if (directories === 'help') return console.log(USAGE);
  const roots =
    directories.length > 0 ? directories.map((it) => resolve(it)) : [repositoryRoot, exampleWorkspace];
  let isEqual = true;
  for (const root of roots) isEqual = (await report(root)) && isEqual;
  if (directories.length === 0) {
    isEqual = (await withGeneratedWorkspace(generated, (root) => report(root))) && isEqual;
  }
  process.exitCode = isEqual ? 0 : 1;
}

async function report(root: string): Promise<boolean> {
  console.log(`\n${root}`);
  const { differences, unsteady, isRepeatable, size } = await checkParity(root);
  console.log(`  ${size}`);
  if (unsteady.length > 0) showDifferences(`two runs of nx differ at ${unsteady.length} places`, unsteady);
  if (!isRepeatable) console.log('  two of our runs did not give the same bytes');
  if (differences.length > 0) showDifferences(`${differences.length} differences to nx`, differences);
  const isEqual = differences.length === 0 && isRepeatable;
  if (isEqual) console.log('  equal to what nx computes');
  return isEqual;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
