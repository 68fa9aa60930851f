import type { Work } from '../timing/busy-plugins';
import { formatLongMs } from './format';

/** A plugin that works for this long may wait for a program that it has started. */
const LONG_MS = 1000;

interface Progress {
  work: readonly Work[];
  /** What is done if no plugin is at work. */
  otherwise: string;
  elapsedMs: number;
  /** How much of a line there is. */
  columns: number;
  childCommandOf: (plugin: string) => string | undefined;
  now?: number;
}

/** What a person waits for, in one line: since when, and who is at work, those who take longest first. */
export function describeProgress(progress: Progress): string {
  const { work, otherwise, elapsedMs, columns, childCommandOf, now = Date.now() } = progress;
  const start = `${formatLongMs(elapsedMs)}: `;
  if (work.length === 0) return `${start}${otherwise}`;
  // A hook that might have been reused waits for the load of its plugin.
  const loading = work.filter(({ hook }) => hook === 'load').map(({ plugin }) => plugin);
  const really = work.filter(({ plugin, hook }) => hook === 'load' || !loading.includes(plugin));
  const byTime = really.sort((left, right) => left.since - right.since);
  const parts = byTime.map(({ plugin, hook, since }) => {
    const child = now - since >= LONG_MS ? childCommandOf(plugin) : undefined;
    const runs = child === undefined ? '' : `, runs ${child}`;
    return `${plugin} (${hook}, ${((now - since) / 1000).toFixed(1)} s${runs})`;
  });
  const more = (count: number) => (count > 0 ? ` and ${count} more` : '');
  const textOf = (shown: number) => `${parts.slice(0, shown).join(', ')}${more(parts.length - shown)}`;
  const counts = parts.map((_, index) => parts.length - index);
  const fits = counts.find((shown) => `${start}${textOf(shown)}`.length <= columns);
  // What does not fit at all is cut at its end: the first one is worth more than how many others there are.
  return start + (fits === undefined ? parts[0] : textOf(fits));
}
