import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  type Stats,
} from 'node:fs';

/** More is read and hashed more slowly than it is computed. */
export const MAX_BYTES = 256 * 1024 * 1024;

/** Others may write to it. */
const WRITABLE_FOR_OTHERS = 0o022;

/** Text of a file that nobody but this user could have written; throws if it is none. */
export function readOwn(file: string): string {
  // Whoever opens a pipe waits for a writer.
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile() || !isOwn(stat) || stat.size > MAX_BYTES) throw new Error(`${file} is not ours.`);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

/** What a directory is that nobody but this user could have filled: another text once it is another directory. */
export function ownDirectory(path: string): string | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isDirectory() && isOwn(stat) ? `${stat.dev} ${stat.ino} ${stat.ctimeMs}` : undefined;
}

/** Only this user may look into it. If something else is in its place, nobody needs that. */
export function makeDirectory(directory: string): void {
  const make = () => mkdirSync(directory, { recursive: true, mode: 0o700 });
  try {
    make();
  } catch (error) {
    if (lstatSync(directory, { throwIfNoEntry: false }) === undefined) throw error;
    rmSync(directory, { force: true });
    make();
  }
}

/** On Windows, users have no numbers, and modes say little. */
function isOwn({ uid, mode }: Stats): boolean {
  const own = process.getuid?.();
  return own === undefined || (uid === own && (mode & WRITABLE_FOR_OTHERS) === 0);
}
