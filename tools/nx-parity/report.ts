import type { Difference } from './compare-runs';
import type { StepResult } from './run-case';

const SHOWN_LINES = 12;
const SHOWN_WIDTH = 180;

export function printStep({ command, plain, ours, differences, unsteady }: StepResult): void {
  const mark = differences.length > 0 ? '✗' : unsteady.length > 0 ? '~' : '✓';
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`.padStart(7);
  const name = command.length > 90 ? `${command.slice(0, 89)}…` : command.padEnd(90);
  console.log(
    `  ${mark} ${name} ${String(plain.ending).padStart(3)} ${seconds(plain.elapsedMs)} ${seconds(ours.elapsedMs)}`,
  );
  if (unsteady.length > 0)
    console.log(`      two runs of plain nx differ, too: ${unsteady.map(({ what }) => what).join(', ')}`);
  for (const difference of differences) printDifference(difference);
}

function printDifference({ what, plain, ours }: Difference): void {
  console.log(`      ${what}`);
  const [left, right] = [plain.split('\n'), ours.split('\n')];
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  printLines('-', left.slice(start, left.length - end));
  printLines('+', right.slice(start, right.length - end));
}

function printLines(mark: string, lines: string[]): void {
  for (const line of lines.slice(0, SHOWN_LINES)) console.log(`        ${mark} ${shorten(line)}`);
  if (lines.length > SHOWN_LINES)
    console.log(`        ${mark} … and ${lines.length - SHOWN_LINES} lines more`);
}

function shorten(line: string): string {
  return line.length > SHOWN_WIDTH ? `${line.slice(0, SHOWN_WIDTH)}…` : line;
}
