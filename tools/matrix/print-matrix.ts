import type { CellResult } from './cells';
import { judge, type Verdict } from './impossible';

const SIGNS: Record<Verdict, string> = {
  works: '✓',
  impossible: '–',
  FAILS: 'FAILS',
  'LISTED, BUT WORKS': 'WORKS',
  'WORKS IN NX': 'FAILS',
  'DIFFERS FROM NX': 'DIFFERS',
};
const RIGHT = new Set<Verdict>(['works', 'impossible']);
const unique = <T>(values: T[]) => [...new Set(values)];

/** A table per loader: a row per feature, a column per node and format. Then each failure, whole. */
export function printMatrix(results: CellResult[]): void {
  for (const loader of unique(results.map((result) => result.loader)))
    printTable(
      loader,
      results.filter((result) => result.loader === loader),
    );
  console.log(
    'First ours, then Nx with the same preference.   ✓ works   – impossible, as listed in tools/matrix/impossible.ts\n' +
      'with its error; for Nx: fails\n',
  );
  for (const result of results.filter((each) => isWrong(judge(each)))) console.log(`${describe(result)}\n`);
  const verdicts = results.map(judge);
  const count = (verdict: Verdict) => `${verdicts.filter((each) => each === verdict).length} ${verdict}`;
  console.log(unique(verdicts).map(count).join(', '));
}

export const isWrong = (verdict: Verdict) => !RIGHT.has(verdict);

export function describe(result: CellResult): string {
  const { node, loader, format, feature, error, proof, nx } = result;
  const ours = error ?? proof ?? '';
  const ofNx = nx?.proof === undefined ? '' : `\n  in Nx: ${nx.proof}`;
  return `${judge(result)}: node ${node}, ${loader}, ${format}, ${feature}: ${ours}${ofNx}`;
}

function printTable(loader: string, results: CellResult[]): void {
  const columns = unique(results.map(columnOf));
  const width = Math.max(...results.map(({ feature }) => feature.length)) + 3;
  console.log(loader.padEnd(width) + columns.map((column) => column.padEnd(13)).join(''));
  for (const feature of unique(results.map((result) => result.feature))) {
    const cells = columns.map((column) =>
      signsOf(results.find((each) => each.feature === feature && columnOf(each) === column)).padEnd(13),
    );
    console.log(`  ${feature.padEnd(width - 2)}${cells.join('')}`.trimEnd());
  }
  console.log();
}

function signsOf(result: CellResult | undefined): string {
  if (!result) return '';
  const { nx } = result;
  return `${SIGNS[judge(result)]} ${nx ? (nx.proof === undefined ? '–' : '✓') : ''}`;
}

const columnOf = ({ node, format }: CellResult) => `${node} ${format}`;
