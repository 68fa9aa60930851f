import type { Ran } from './sides';

export interface Difference {
  what: 'stdout' | 'stderr' | 'exit code' | 'files';
  plain: string;
  ours: string;
}

/** How long something took is the only thing that may differ. */
const DURATION = /\b\d+(\.\d+)? ?(ms|s|m|h)\b( \d+(\.\d+)?s\b)?/g;
/** A line of a plugin's own, which nx prints without a name or not at all. */
const PLUGIN_LINE = /^\[[^\]]+\] /;

/** Where ours is not what plain nx gave. Stderr counts if nx has printed none there. */
export function compareRuns(plain: Ran, ours: Ran, isUnordered = false): Difference[] {
  const text = (stdout: string) => (isUnordered ? sorted(steady(stdout)) : steady(stdout));
  const found: Difference[] = [
    { what: 'exit code', plain: String(plain.ending), ours: String(ours.ending) },
    { what: 'stdout', plain: text(plain.stdout), ours: text(ours.stdout) },
  ];
  if (plain.stderr === '') found.push({ what: 'stderr', plain: '', ours: withoutPluginLines(ours.stderr) });
  return found.filter((it) => it.plain !== it.ours);
}

function steady(text: string): string {
  return text.replace(DURATION, '<time>');
}

function sorted(text: string): string {
  return text.split('\n').sort().join('\n');
}

function withoutPluginLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => !PLUGIN_LINE.test(line))
    .join('\n');
}
