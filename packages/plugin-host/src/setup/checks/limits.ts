import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { good, warning, type Finding } from '../finding';
import type { WorkspaceFacts } from '../workspace-facts';

/** Never watched. */
const UNWATCHED = new Set(['node_modules', '.git', '.nx']);
/** More are not counted. */
const MOST_DIRECTORIES = 500_000;
/** Of nx and node in the host, and of each worker: its streams, its lifeline, its socket. */
const FILES_OF_HOST = 150;
const FILES_OF_WORKER = 8;

/** The limits of this system, as far as they can be read: on Linux. */
export interface Limits {
  /** For all programs of a user together. */
  watches: number | undefined;
  /** For one process. */
  openFiles: number | undefined;
}

/** Whether the system lets `watch` look at every directory, and a host have all its workers. */
export function checkLimits({ root, entries }: WorkspaceFacts, limits = readLimits()): Finding[] {
  const directories = limits.watches === undefined ? 0 : countDirectories(root);
  const files = FILES_OF_HOST + FILES_OF_WORKER * entries.length;
  return [...checkWatches(limits.watches, directories), ...checkOpenFiles(limits.openFiles, files)];
}

function checkWatches(limit: number | undefined, needed: number): Finding[] {
  if (limit === undefined) return [];
  const found = `\`watch\` needs some ${needed} of the ${limit} inotify watches of this user`;
  if (needed < limit * 0.8) return [good('limits', found)];
  const todo = `Raise the limit: sudo sysctl fs.inotify.max_user_watches=${Math.max(524_288, 2 * needed)}`;
  return [warning('limits', found, todo)];
}

function checkOpenFiles(limit: number | undefined, needed: number): Finding[] {
  if (limit === undefined) return [];
  const found = `a host needs some ${needed} of the ${limit} files that a process may have open`;
  if (needed < limit) return [good('limits', found)];
  return [warning('limits', found, 'Raise the limit of the shell: ulimit -n 4096')];
}

function readLimits(): Limits {
  const watches = Number.parseInt(readIfThere('/proc/sys/fs/inotify/max_user_watches'), 10);
  const [, files] = /^Max open files +(\d+)/m.exec(readIfThere('/proc/self/limits')) ?? [];
  return {
    watches: Number.isNaN(watches) ? undefined : watches,
    openFiles: files === undefined ? undefined : Number(files),
  };
}

/** Each directory takes a watch. */
function countDirectories(root: string): number {
  const left = [root];
  let count = 0;
  for (
    let directory = left.pop();
    directory !== undefined && count < MOST_DIRECTORIES;
    directory = left.pop()
  ) {
    count++;
    for (const entry of entriesOf(directory))
      if (entry.isDirectory() && !UNWATCHED.has(entry.name)) left.push(join(directory, entry.name));
  }
  return count;
}

function entriesOf(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
