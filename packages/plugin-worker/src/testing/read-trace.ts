import { sep } from 'node:path';
import { MISSING } from '../inputs/look';
import type { Input, Observed } from '../protocol/inputs';
import type { LoadedFiles } from '../protocol/loaded-files';
import type { PortableText } from './portable-text';

/**
 * What a plugin has looked at, each list sorted. Paths are relative to the workspace, and `.` is its root. What is
 * elsewhere begins with `<plugin>`, `~` or `/`.
 */
export interface ReadTrace {
  /** Files of which it read the content. */
  read: string[];
  /** Of which it only asked for the state: whether it is there, its size, its time, where it leads. */
  looked: string[];
  /** Directories of which it listed the names. */
  listed: string[];
  /** What it looked for, and is not there. */
  missing: string[];
  /** Variables of the environment, by their names, but those about colours; `*` if it read all of them. */
  variables: string[];
  /** Questions to Nx's index of files: function and arguments. */
  queries: string[];
  /** What it did that can't be seen: ends of sentences, after the plugin's name. */
  incomplete: string[];
}

/** Node itself asks for them when a plugin prints. */
const ABOUT_COLORS = /^(FORCE_COLOR|NO_COLOR|NODE_DISABLE_COLORS|COLORTERM|TERM)$/;

/** A plugin's packages belong to it. */
const PACKAGE = new RegExp(`\\${sep}node_modules(\\${sep}|$)`);

/** What was seen in one hook, without what the plugin loaded itself. */
export function readTrace(
  { inputs, incomplete }: Observed,
  loaded: LoadedFiles,
  portable: PortableText,
): ReadTrace {
  const trace = { read: new Set<string>(), looked: new Set<string>(), listed: new Set<string>() };
  const more = { missing: new Set<string>(), variables: new Set<string>(), queries: new Set<string>() };
  const lists = { ...trace, ...more };
  for (const input of inputs) {
    const place = placeOf(input);
    if (!place) continue;
    const shown = place === 'variables' || place === 'queries' ? input.of : showPath(input, loaded, portable);
    if (shown !== undefined) lists[place].add(place === 'queries' ? portable.text(shown) : shown || '*');
  }
  // To read a file is also to look at it.
  for (const path of [...lists.read, ...lists.listed, ...lists.missing]) lists.looked.delete(path);
  const sorted = Object.entries(lists).map(([name, list]) => [name, [...list].sort()]);
  return {
    ...Object.fromEntries(sorted),
    incomplete: incomplete.map((why) => portable.text(why)).sort(),
  } as ReadTrace;
}

function placeOf({ kind, seen, of }: Input): Exclude<keyof ReadTrace, 'incomplete'> | undefined {
  if (kind === 'part') return undefined;
  if (kind === 'variable' || kind === 'environment') return ABOUT_COLORS.test(of) ? undefined : 'variables';
  if (kind === 'query') return 'queries';
  if (seen === MISSING) return 'missing';
  if (kind === 'listing') return 'listed';
  return kind === 'content' ? 'read' : 'looked';
}

/** `undefined` for what tells nothing about the plugin: how its modules were found. */
function showPath(
  { kind, of }: Input,
  { files, manifests }: LoadedFiles,
  portable: PortableText,
): string | undefined {
  const inside = portable.inside(of);
  if (PACKAGE.test(of)) return undefined;
  // Some plugins put an absolute path behind another one.
  if (inside !== undefined) return portable.text(inside);
  const isLoaded = Object.hasOwn(files, of) || Object.hasOwn(manifests, of);
  if (isLoaded || (kind !== 'content' && kind !== 'listing')) return undefined;
  return portable.text(of);
}
