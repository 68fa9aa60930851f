import type { CellResult } from './cells';
import { judge, type Verdict } from './impossible';

const SIGNS: Record<Verdict, string> = {
  works: '✓',
  impossible: '–',
  FAILS: 'FAILS',
  'LISTED, BUT WORKS': 'WORKS',
};
const unique = <T>(values: T[]) => [...new Set(values)];

/** A table per loader: a row per feature, a column per node and format. Then each failure, whole. */
export function printMatrix(results: CellResult[]): void {
  for (const loader of unique(results.map((result) => result.loader)))
    printTable(
      loader,
      results.filter((result) => result.loader === loader),
    );
  console.log('✓ works   – impossible, as listed in tools/matrix/impossible.ts with its error\n');
  for (const result of results.filter((each) => isWrong(judge(each))))
    console.log(
      `${judge(result)}: node ${result.node}, ${result.loader}, ${result.format}, ${result.feature}: ${result.error ?? ''}\n`,
    );
  const verdicts = results.map(judge);
  const count = (verdict: Verdict) => `${verdicts.filter((each) => each === verdict).length} ${verdict}`;
  console.log(unique(verdicts).map(count).join(', '));
}

export const isWrong = (verdict: Verdict) => verdict === 'FAILS' || verdict === 'LISTED, BUT WORKS';

function printTable(loader: string, results: CellResult[]): void {
  const columns = unique(results.map(columnOf));
  const width = Math.max(...results.map(({ feature }) => feature.length)) + 2;
  console.log(loader.padEnd(width) + columns.map((column) => column.padEnd(13)).join(''));
  for (const feature of unique(results.map((result) => result.feature))) {
    const cells = columns.map((column) => {
      const result = results.find((each) => each.feature === feature && columnOf(each) === column);
      return (result ? SIGNS[judge(result)] : '').padEnd(13);
    });
    console.log(`  ${feature.padEnd(width - 2)}${cells.join('')}`.trimEnd());
  }
  console.log();
}

const columnOf = ({ node, format }: CellResult) => `${node} ${format}`;
