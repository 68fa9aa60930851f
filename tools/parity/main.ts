import { resolve } from 'node:path';
import { exampleWorkspace, repositoryRoot } from '../process/repository';
import { withGeneratedWorkspace } from '../workspace-generator/with-generated-workspace';
import { checkParity } from './check-parity';
import type { Difference } from './compare-graphs';

const shownDifferences = 20;
const generated = { projectCount: 200, seed: 1 };

async function main(directories: string[]): Promise<void> {
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
  if (unsteady.length > 0) show(`two runs of nx differ at ${unsteady.length} places`, unsteady);
  if (!isRepeatable) console.log('  two of our runs did not give the same bytes');
  if (differences.length > 0) show(`${differences.length} differences to nx`, differences);
  const isEqual = differences.length === 0 && isRepeatable;
  if (isEqual) console.log('  equal to what nx computes');
  return isEqual;
}

function show(heading: string, list: Difference[]): void {
  console.log(`  ${heading}`);
  for (const { path, reference, actual } of list.slice(0, shownDifferences)) {
    console.log(`    ${path}\n      reference ${shorten(reference)}\n      actual    ${shorten(actual)}`);
  }
  if (list.length > shownDifferences) console.log(`    … and ${list.length - shownDifferences} more`);
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
