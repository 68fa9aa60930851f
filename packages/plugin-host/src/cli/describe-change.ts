import { diffLines } from 'diff';
import type { Colors } from 'picocolors/types';

/** Lines around a change. */
const CONTEXT_LINES = 2;

/** What differs between two sets of sections, by their titles, with a few lines around each change. */
export function describeChange(
  before: Map<string, string>,
  after: Map<string, string>,
  colors: Colors,
): string {
  const titles = new Set([...before.keys(), ...after.keys()]);
  return [...titles]
    .map((title) => {
      const [left = '', right = ''] = [before.get(title), after.get(title)];
      if (left === right) return '';
      const mark = before.has(title) ? (after.has(title) ? '  ' : '- ') : '+ ';
      return `${colors.bold(mark + title)}\n${describeLines(left, right, colors)}`;
    })
    .join('');
}

function describeLines(before: string, after: string, colors: Colors): string {
  const parts = diffLines(before, after);
  return parts
    .map(({ value, added, removed }, index) => {
      const lines = value.replace(/\n$/, '').split('\n');
      if (added) return lines.map((line) => colors.green(`+ ${line}\n`)).join('');
      if (removed) return lines.map((line) => colors.red(`- ${line}\n`)).join('');
      return unchanged(lines, index === 0, index === parts.length - 1);
    })
    .join('');
}

function unchanged(lines: string[], isFirst: boolean, isLast: boolean): string {
  const before = isLast ? [] : lines.slice(-CONTEXT_LINES);
  const after = isFirst ? [] : lines.slice(0, CONTEXT_LINES);
  const isAll = before.length + after.length >= lines.length && !isFirst && !isLast;
  const kept = isAll ? lines : [...after, ...(isFirst || isLast ? [] : ['…']), ...before];
  return kept.map((line) => `  ${line}\n`).join('');
}
