import { hash } from 'node:crypto';
import fs, { type BigIntStats, type Dirent, type Stats } from 'node:fs';
import type { FileInputKind, Input } from '../protocol/inputs';

/** As they are before a plugin is loaded. */
const { lstatSync, readFileSync, readdirSync, readlinkSync, statSync } = fs;

/** File systems stamp a change with a clock that lags behind by so much. */
export const CLOCK_LAG_MS = 20;
export const MISSING = 'missing';
const DIRECTORY = 'directory';

export type Look = Pick<Input, 'seen' | 'version'>;

const LOOKS: Record<FileInputKind, (path: string) => Look> = {
  content: (path) => {
    const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (!stat) return { seen: MISSING };
    // To read a pipe or a device may never end.
    if (!stat.isFile()) return { seen: typeOf(stat) };
    const seen = digestOfText(readFileSync(path));
    // What is written again at once may get the same stamp.
    return isRecent(stat) ? { seen } : { seen, version: versionOf(stat) };
  },
  stat: (path) => ({ seen: describe(statSync(path, { bigint: true, throwIfNoEntry: false })) }),
  lstat: (path) => ({ seen: describe(lstatSync(path, { bigint: true, throwIfNoEntry: false })) }),
  mode: (path) => ({ seen: describeMode(statSync(path, { throwIfNoEntry: false })) }),
  type: (path) => ({ seen: typeOf(statSync(path, { throwIfNoEntry: false })) }),
  listing: (path) => ({
    seen: digestOfText(readdirSync(path, { withFileTypes: true }).map(nameOf).sort().join('\0')),
  }),
  link: (path) => {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat) return { seen: MISSING };
    return { seen: stat.isSymbolicLink() ? readlinkSync(path) : '' };
  },
};

/** What is there now. */
export function look(kind: FileInputKind, path: string): Look {
  try {
    return LOOKS[kind](path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return { seen: code === 'ENOENT' || code === 'ENOTDIR' ? MISSING : code };
  }
}

/** As {@link look} for a content, but without reading it: text that is the same only if the content is. */
export function versionAt(path: string): { version: string; isRecent: boolean } {
  try {
    const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stat?.isFile()
      ? { version: versionOf(stat), isRecent: isRecent(stat) }
      : { version: typeOf(stat), isRecent: false };
  } catch {
    return { version: MISSING, isRecent: false };
  }
}

export function digestOfText(text: string | Buffer): string {
  return hash('sha1', text, 'base64');
}

function isRecent({ ctimeMs, mtimeMs }: BigIntStats): boolean {
  const since = Date.now() - CLOCK_LAG_MS;
  return Number(ctimeMs) >= since || Number(mtimeMs) >= since;
}

function versionOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}

/**
 * Of a directory, only that it is one, and who may look into it: its time changes with each file in it, also with those
 * that nobody reads.
 */
function describe(stat: BigIntStats | undefined): string {
  const type = typeOf(stat);
  if (!stat) return type;
  return stat.isDirectory() ? `${type} ${stat.mode}` : `${type} ${stat.mode} ${stat.size} ${stat.mtimeNs}`;
}

function describeMode(stat: Stats | undefined): string {
  return stat ? `${typeOf(stat)} ${stat.mode}` : MISSING;
}

function typeOf(stat: { isFile(): boolean; isDirectory(): boolean } | undefined): string {
  if (!stat) return MISSING;
  if (stat.isFile()) return 'file';
  return stat.isDirectory() ? DIRECTORY : 'special';
}

function nameOf(entry: Dirent): string {
  const type = entry.isDirectory() ? '/' : entry.isSymbolicLink() ? '@' : '';
  return `${entry.name}${type}`;
}
