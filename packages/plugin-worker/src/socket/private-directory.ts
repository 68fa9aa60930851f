import { lstatSync, mkdirSync, realpathSync, type Stats } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';

export type Claim = { directory: string; refusal?: undefined } | { directory?: undefined; refusal: string };

const OTHERS = 0o077;
const WRITABLE_BY_OTHERS = 0o022;
const STICKY = 0o1000;

/**
 * Creates `base/name` with mode 0700, or takes it as it is. It is taken if it is a directory, no link, belongs to this
 * user, and nobody else can enter it, or replace it through a directory above. If something else is in its place, a
 * warning says so, once.
 */
export function claimPrivateDirectory(base: string, name: string): Claim {
  let directory: string;
  try {
    // Links on the way are resolved once, so that what is checked is what is used.
    directory = join(realpathSync(base), name);
    createDirectory(directory);
  } catch (error) {
    return { refusal: (error as Error).message };
  }
  const planted = complaintAbout(directory);
  if (planted)
    warnOnce(`${planted}, so no socket is made there. Remove it, or set its owner and mode right.`);
  const refusal = planted ?? complaintAboveOf(directory);
  return refusal ? { refusal } : { directory };
}

function createDirectory(directory: string): void {
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function complaintAbout(directory: string): string | undefined {
  const stats = lstatSync(directory);
  if (stats.isSymbolicLink()) return `${directory} is a symbolic link`;
  if (!stats.isDirectory()) return `${directory} is no directory`;
  if (stats.uid !== userInfo().uid) return `${directory} belongs to another user (${stats.uid})`;
  if (stats.mode & OTHERS) return `${directory} is open to others (mode ${formatMode(stats)})`;
  return undefined;
}

/** A user who may rename entries of a directory above could put another one in our place. */
function complaintAboveOf(directory: string): string | undefined {
  const parent = dirname(directory);
  if (parent === directory) return undefined;
  const stats = lstatSync(parent);
  if (![0, userInfo().uid].includes(stats.uid)) return `${parent} belongs to another user (${stats.uid})`;
  const isOpen = (stats.mode & WRITABLE_BY_OTHERS) !== 0 && (stats.mode & STICKY) === 0;
  return isOpen ? `${parent} may be changed by others (mode ${formatMode(stats)})` : complaintAboveOf(parent);
}

function formatMode({ mode }: Stats): string {
  return (mode & 0o7777).toString(8).padStart(4, '0');
}

const warnedOf = new Set<string>();

function warnOnce(sentence: string): void {
  if (warnedOf.has(sentence)) return;
  warnedOf.add(sentence);
  process.emitWarning(sentence, { code: 'PLUGIN_ISOLATION_SOCKET_DIRECTORY' });
}
