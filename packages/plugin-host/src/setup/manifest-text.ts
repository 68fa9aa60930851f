import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';

/** Where an entry of a `package.json` is: `['scripts', 'nx']`. */
export type EntryPath = [block: string, key: string];

/**
 * The text of a `package.json` with one more entry. All else stays as it is, byte for byte. A block that is not there
 * yet becomes the last one of the file. Names of packages that are in order stay so.
 */
export function addEntry(text: string, [block, key]: EntryPath, value: string, isSorted = false): string {
  const root = parseTree(text)!;
  const object = findNodeAtLocation(root, [block]);
  if (object) return insert(text, object, key, JSON.stringify(value), isSorted ? placeOf(key, object) : -1);
  const inner = render(text, root, `${JSON.stringify(key)}${colonOf(text, root)}${JSON.stringify(value)}`, 1);
  return insert(text, root, block, inner, -1);
}

/**
 * Undoes {@link addEntry}. A block that is empty then and the last one of the file was made for the entry, and goes,
 * too; elsewhere it stays as `{}`.
 */
export function removeEntry(text: string, [block, key]: EntryPath): string {
  const root = parseTree(text)!;
  const object = findNodeAtLocation(root, [block])!;
  const isAlone = object.children!.length === 1;
  const isLast = root.children!.at(-1)!.children![1] === object;
  return isAlone && isLast ? cut(text, root, block) : cut(text, object, key);
}

/** `index` is the place among the other entries; -1 is the last one. */
function insert(text: string, object: Node, key: string, value: string, index: number): string {
  const entry = `${JSON.stringify(key)}${colonOf(text, object)}${value}`;
  const entries = object.children!;
  if (entries.length === 0) return replace(text, object, render(text, object, entry, 0));
  if (index === 0) return splice(text, entries[0].offset, `${entry},${gapBefore(text, entries[0])}`);
  const previous = entries.at(index < 0 ? -1 : index - 1)!;
  return splice(text, endOf(previous), `,${gapBefore(text, previous)}${entry}`);
}

function cut(text: string, object: Node, key: string): string {
  const entries = object.children!;
  const index = entries.findIndex(({ children }) => children![0].value === key);
  if (entries.length === 1) return replace(text, object, '{}');
  const [from, to] =
    index === 0 ? [entries[0].offset, entries[1].offset] : [endOf(entries[index - 1]), endOf(entries[index])];
  return text.slice(0, from) + text.slice(to);
}

/** An object with this one entry, laid out as the file is. `depth` is how deep below `near` it will be. */
function render(text: string, near: Node, entry: string, depth: number): string {
  const first = parseTree(text)!.children![0] as Node | undefined;
  const gap = first ? gapBefore(text, first) : '\n  ';
  if (!gap.includes('\n')) return `{${gap}${entry}${gap}}`;
  const [eol, unit] = splitGap(gap);
  const outer = eol + indentAt(text, near) + unit.repeat(depth);
  return `{${outer}${unit}${entry}${outer}}`;
}

function splitGap(gap: string): [eol: string, indent: string] {
  const end = gap.lastIndexOf('\n') + 1;
  return [gap.includes('\r\n') ? '\r\n' : '\n', gap.slice(end)];
}

/** Of the line on which the node begins. */
function indentAt(text: string, { offset }: Node): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))![0];
}

/** What is between a key and its value, as it is elsewhere in the file. */
function colonOf(text: string, { children }: Node): string {
  const [sample] = children!.length > 0 ? children! : (parseTree(text)!.children ?? []);
  if (!sample) return ': ';
  const [key, value] = sample.children!;
  return text.slice(endOf(key), value.offset);
}

/** The place of a name among names that are in order, or the last one. */
function placeOf(key: string, { children }: Node): number {
  const names = children!.map((entry) => entry.children![0].value as string);
  const isBefore = (one: string, other: string) => one.localeCompare(other, 'en') < 0;
  const isOrdered = names.every((name, index) => index === 0 || isBefore(names[index - 1], name));
  return isOrdered ? names.findIndex((name) => isBefore(key, name)) : -1;
}

function gapBefore(text: string, { offset }: Node): string {
  return /\s*$/.exec(text.slice(0, offset))![0];
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}

function splice(text: string, offset: number, added: string): string {
  return text.slice(0, offset) + added + text.slice(offset);
}

function replace(text: string, node: Node, by: string): string {
  return text.slice(0, node.offset) + by + text.slice(endOf(node));
}
