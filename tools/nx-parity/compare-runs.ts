import type { Ran } from './sides';

export interface Difference {
  what: 'stdout' | 'stderr' | 'exit code' | 'files';
  plain: string;
  ours: string;
}

/** How long something took, and which process a plugin says that it is in. */
const VARYING: [RegExp, string][] = [
  [/Recoverable time: .*/g, 'Recoverable time: <time>'],
  [/\b\d+(\.\d+)? ?(ms|s|m|h)\b( \d+(\.\d+)?s\b)?/g, '<time>'],
  [/\bprocess \d+/g, 'process <pid>'],
];
const PLUGIN_LINE = /^\[[^\]]+\] /;

/** The lines that plugins print, as far as ours has named them. */
export class PluginLines {
  readonly #lines = new Set<string>();

  learnFrom({ stderr }: Ran): void {
    for (const line of linesOf(stderr))
      if (isPluginLine(line)) this.#lines.add(line.replace(PLUGIN_LINE, ''));
  }

  without(text: string): string[] {
    return linesOf(text).filter((line) => line === '' || !this.#lines.has(line));
  }
}

/**
 * Where ours is not what plain nx gave. Stderr counts if nx has printed none there. What a plugin prints counts
 * nowhere: nx mixes it with its own output, ours has it on stderr with the plugin's name.
 */
export function compareRuns(plain: Ran, ours: Ran, plugins: PluginLines, isUnordered = false): Difference[] {
  const printed = (lines: string[]) => (isUnordered ? lines.sort() : lines).join('\n');
  const found: Difference[] = [
    { what: 'exit code', plain: String(plain.ending), ours: String(ours.ending) },
    { what: 'stdout', plain: printed(plugins.without(plain.stdout)), ours: printed(linesOf(ours.stdout)) },
  ];
  if (plugins.without(plain.stderr).join('') === '')
    found.push({ what: 'stderr', plain: '', ours: withoutPlugins(ours.stderr).trim() });
  return found.filter((it) => it.plain !== it.ours);
}

function linesOf(text: string): string[] {
  const steady = VARYING.reduce((result, [pattern, name]) => result.replace(pattern, name), text);
  return steady.split('\n');
}

function withoutPlugins(text: string): string {
  return linesOf(text)
    .filter((line) => !isPluginLine(line))
    .join('\n');
}

function isPluginLine(line: string): boolean {
  return PLUGIN_LINE.test(line);
}
