import type { Finding, Grade } from '../setup/finding';
import type { Messages } from './messages';

const MARKS: Record<Grade, string> = { good: '✔', warning: '!', problem: '✖' };

/** One line per finding; what there is to do is in the line below. */
export function formatFindings(findings: readonly Finding[], colors: Messages['colors']): string {
  const paint = { good: colors.green, warning: colors.yellow, problem: colors.red };
  return findings
    .map(({ grade, check, found, todo }) => {
      const line = `${paint[grade](MARKS[grade])} ${colors.dim(check.padEnd(10))} ${found}\n`;
      return todo === undefined ? line : `${line}  ${' '.repeat(10)} → ${todo}\n`;
    })
    .join('');
}
