import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { outputNotWritable, type WrittenContent } from '../errors/command-error-texts';

/** Where a graph, or a report on one, is written to. */
export interface GraphFile {
  /** Absolute. */
  path: string;
  /** Whether it is what this process prints its results to. */
  isStdout: boolean;
  /** Writes it as a whole, or leaves what was there. */
  write(text: string): void;
}

const STDOUT = ['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'];

/**
 * A file that can be written to, as far as that is known before a graph is computed. Nothing of it is made yet.
 * `content` is for its errors.
 * @throws {WorkspaceError} `OUTPUT_NOT_WRITABLE`
 */
export function openGraphFile(path: string, content?: WrittenContent): GraphFile {
  const file = resolve(path);
  const attempt = (work: () => void) => {
    try {
      work();
    } catch (cause) {
      throw outputNotWritable(file, cause as Error, content);
    }
  };
  const isStdout = STDOUT.includes(file);
  if (!isStdout) attempt(() => probe(followLinks(file)));
  return { path: file, isStdout, write: (text) => attempt(() => write(followLinks(file), text)) };
}

/** A link stays a link, also to what is not there yet. */
function followLinks(file: string): string {
  const stat = statOf(file);
  if (stat) return stat.isFile() ? realpathSync(file) : file;
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  return isLink ? followLinks(resolve(dirname(file), readlinkSync(file))) : file;
}

function statOf(file: string): Stats | undefined {
  return statSync(file, { throwIfNoEntry: false });
}

function probe(file: string): void {
  const stat = statOf(file);
  if (stat?.isDirectory()) throw new Error('it is a directory');
  // To open a pipe would wait for its reader.
  if (stat && !stat.isFile()) return accessSync(file, constants.W_OK);
  if (stat) return closeSync(openSync(file, constants.O_WRONLY));
  const directory = dirname(file);
  // Another command may be making what is missing, so none is made and removed here.
  if (!statOf(directory)) return accessSync(existingAbove(directory), constants.W_OK | constants.X_OK);
  const unfinished = unfinishedName(file);
  closeSync(openSync(unfinished, 'wx'));
  rmSync(unfinished);
}

/** @throws {Error} if it is no directory, in which nothing can be made. */
function existingAbove(directory: string): string {
  const above = dirname(directory);
  const stat = statOf(above);
  if (!stat) return existingAbove(above);
  if (!stat.isDirectory()) throw new Error(`${above} is not a directory`);
  return above;
}

function unfinishedName(file: string): string {
  return join(dirname(file), `.plugin-host-${randomBytes(6).toString('hex')}`);
}

function write(file: string, text: string): void {
  const stat = statOf(file);
  if (!stat) mkdirSync(dirname(file), { recursive: true });
  if ((stat && !isReplaceable(stat)) || !replace(file, text, stat?.mode)) writeFileSync(file, text);
}

/** A device is no file, and a file with a second name, or of another user, would not be the same one afterwards. */
function isReplaceable(stat: Stats): boolean {
  const isOurs = process.getuid === undefined || stat.uid === process.getuid();
  return stat.isFile() && stat.nlink === 1 && isOurs;
}

/** False if no file can be made beside it, or it can't be put in its place, such as over a mounted file. */
function replace(file: string, text: string, mode: number | undefined): boolean {
  const unfinished = unfinishedName(file);
  let isMade = false;
  try {
    closeSync(openSync(unfinished, 'wx'));
    isMade = true;
  } catch {
    return false;
  }
  try {
    writeFileSync(unfinished, text);
    if (mode !== undefined) chmodSync(unfinished, mode);
    try {
      renameSync(unfinished, file);
      isMade = false;
      return true;
    } catch {
      return false;
    }
  } finally {
    if (isMade) rmSync(unfinished, { force: true });
  }
}
