import type { Difference } from './compare-graphs';

const shownDifferences = 20;

export function showDifferences(heading: string, list: Difference[]): void {
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
