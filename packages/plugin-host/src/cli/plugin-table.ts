import type { Colors } from 'picocolors/types';
import { formatMs } from './format';
import type { PluginRow } from './plugin-rows';
import { shortenName, shortenSentence } from './shorten';

/** A title, and what it is for a row. */
interface Column {
  title: string;
  of: (row: PluginRow) => string;
}

const GAP = '  ';
const MARK = '▸ ';
const WHY_TITLE = 'reused, or why not';
/** Room that a name has at least, if it is longer: other columns go first. */
const LEAST_NAME = 22;
/** The same for a reason; the second one is for a terminal in which nothing else has room. */
const LEAST_WHY = [22, 16];

const TIME: Column = { title: 'time', of: ({ totalMs }) => formatMs(totalMs) };

/** The last one is the first to go if there is no room. */
const BY_IMPORTANCE: Column[] = [
  { title: 'load', of: ({ loadMs }) => (loadMs === undefined ? '' : formatMs(loadMs)) },
  hookColumn('createNodes', 'createNodes'),
  { title: 'files', of: ({ files }) => (files === undefined ? '' : String(files)) },
  hookColumn('dependencies', 'createDependencies'),
  hookColumn('metadata', 'createMetadata'),
];
const IN_ORDER = ['load', 'createNodes', 'dependencies', 'metadata', 'files'];

function hookColumn(title: string, hook: keyof PluginRow['hooks']): Column {
  return {
    title,
    of: ({ hooks, why }) => {
      const cell = hooks[hook];
      if (!cell || why === 'reused') return '';
      return cell.isReused ? 'reused' : formatMs(cell.elapsedMs);
    },
  };
}

interface Look {
  /** Of the terminal. Default: any. */
  columns?: number | undefined;
  colors: Colors;
}

/**
 * A table of what each plugin did; the first of `rows` is marked as the slowest. Nx's own come below. Columns that find
 * no room are left out.
 */
export function formatPlugins(rows: PluginRow[], core: PluginRow[], { columns, colors }: Look): string {
  const all = [...rows, ...core];
  const { shown, nameWidth, whyWidth } = layOut(all, columns ?? Infinity);
  const widths = shown.map((column) => widest([column.title, ...all.map(column.of)]));
  const line = (name: string, cells: string[], why: string) => {
    const padded = cells.map((cell, index) => cell.padStart(widths[index]));
    const end = whyWidth > 0 ? shortenSentence(why, whyWidth) : '';
    return [fit(name, nameWidth).padEnd(nameWidth), ...padded, end].join(GAP).trimEnd();
  };
  const lineOf = (row: PluginRow) =>
    line(
      row.label,
      shown.map((column) => column.of(row)),
      row.why,
    );
  const head = line(
    'plugin',
    shown.map(({ title }) => title),
    WHY_TITLE.length > whyWidth ? 'reused?' : WHY_TITLE,
  );
  const isMarked = rows.length > 1 && rows[0].why !== 'reused';
  return [
    `${GAP}${colors.dim(head)}\n`,
    ...rows.map((row, index) => {
      const text = lineOf(row);
      return index === 0 && isMarked ? `${colors.yellow(MARK + text)}\n` : `${GAP}${text}\n`;
    }),
    ...core.map((row) => `${GAP}${colors.dim(lineOf(row))}\n`),
  ].join('');
}

/** Which columns there are, and how wide the first and the last one may be. */
function layOut(rows: PluginRow[], columns: number) {
  const names = widest(['plugin', ...rows.map(({ label }) => label)]);
  const whys = widest(rows.map(({ why }) => why));
  const name = Math.min(names, LEAST_NAME);
  const present = BY_IMPORTANCE.filter((column) => rows.some((row) => column.of(row) !== ''));
  const choices = present.map((_, left) => present.slice(0, present.length - left));
  const widthOf = (shown: Column[]) =>
    [TIME, ...shown].reduce((sum, column) => sum + GAP.length + columnWidth(column, rows), GAP.length);
  const withWhy = LEAST_WHY.flatMap((least) => {
    const why = GAP.length + Math.min(whys, least);
    const shown = [...choices, []].find((each) => widthOf(each) + name + why <= columns);
    return shown ? [{ shown, why }] : [];
  }).at(0);
  const kept = withWhy?.shown ?? choices.find((shown) => widthOf(shown) + name <= columns) ?? [];
  const room = columns - widthOf(kept);
  const nameRoom = withWhy ? Math.max(name, room - withWhy.why) : room;
  const nameWidth = Math.max('plugin'.length, ...rows.map(({ label }) => fit(label, nameRoom).length));
  const shown = [TIME, ...IN_ORDER.flatMap((title) => kept.find((column) => column.title === title) ?? [])];
  return { shown, nameWidth, whyWidth: withWhy ? room - nameWidth - GAP.length : 0 };
}

/** The number of an entry stays, however short its name has to be. */
function fit(label: string, room: number): string {
  const [, name, entry] = /^(.*?)((?: #\d+.*)?)$/.exec(label)!;
  const number = label.length > room ? entry.replace(/ \(.*/, '') : entry;
  const short = `${shortenName(name, room - number.length)}${number}`;
  return short.length > room ? `${short.slice(0, Math.max(room - 1, 1))}…` : short;
}

function columnWidth(column: Column, rows: PluginRow[]): number {
  return widest([column.title, ...rows.map(column.of)]);
}

function widest(texts: string[]): number {
  return Math.max(0, ...texts.map(({ length }) => length));
}
