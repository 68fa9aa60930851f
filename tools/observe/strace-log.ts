import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/**
 * What a system call finds out, or does: the content of a file; the names in a directory; where a link leads; what is
 * there behind all links, or in this very place; `run` is a program.
 */
export type TouchKind = 'read' | 'list' | 'link' | 'stat' | 'lstat' | 'run' | 'write';

export interface Touch {
  /** In seconds. */
  at: number;
  call: string;
  kind: TouchKind;
  path: string;
  /** `undefined` if it succeeded. */
  error?: string;
  /** Of a look that succeeded, if it says so. */
  found?: 'directory' | 'link';
  /** Where the links on the way to what was opened lead. */
  opened?: string;
  /** Of a write: nothing of what was there before is left. */
  isWhole?: boolean;
  /** The command line of the program that did it. */
  program: string[];
}

/** A process, and all that it has started, in the order of time. */
export interface ProcessTree {
  /** The command line of the first one. */
  words: string[];
  touches: Touch[];
}

/** What a thread, or a process, has from the one that started it. */
interface Origin {
  program: string[];
  directory: string;
}

interface Call {
  at: number;
  name: string;
  args: string;
  result: string;
}

type Thread = Call[];

const LINE = /^(\d+\.\d+) (\w+)\((.*)\)\s+= (.*)$/;
const LISTS = /^getdents/;
const STARTS = /^(?:clone3?|v?fork)$/;
/** A descriptor with its path, or a text. */
const OPERANDS = /(?:AT_FDCWD|\b\d+)<([^>]*)>|"((?:[^"\\]|\\.)*)"/g;

const KINDS: Record<string, TouchKind> = {
  ...{ open: 'read', openat: 'read', openat2: 'read', creat: 'write', getdents: 'list', getdents64: 'list' },
  ...{ stat: 'stat', stat64: 'stat', statx: 'stat', newfstatat: 'stat', fstatat64: 'stat', statfs: 'stat' },
  ...{ access: 'stat', faccessat: 'stat', faccessat2: 'stat', lstat: 'lstat', lstat64: 'lstat' },
  ...{ readlink: 'link', readlinkat: 'link', execve: 'run', execveat: 'run' },
};
/** They say nothing of a path: these take a descriptor, or answer with one that is known. */
const SILENT = /^(?:chdir|fchdir|getcwd|umask|exit_group|exit|wait4|waitid|kill|tgkill|rt_\w+)$/;
/** Both operands are paths, and the first one is read. */
const MOVES = /^(?:rename|link)(?:at2?)?$/;
const OPENED = /^\d+<(\/.*)>$/;
const ENDS_WITH_NOTHING = /<unfinished|^\?/;

/** The processes whose first command line fits. `prefix` is that of the files that `strace -ff` has written. */
export function readProcessTrees(prefix: string, isMeant: (words: string[]) => boolean): ProcessTree[] {
  const directory = resolve(prefix, '..');
  const threads = new Map<string, Thread>();
  for (const name of readdirSync(directory))
    if (name.startsWith(`${basename(prefix)}.`))
      threads.set(name.slice(basename(prefix).length + 1), readThread(join(directory, name)));
  return [...threads].flatMap(([id, calls]) => {
    const words = calls.map(commandLine).find((each) => each !== undefined && isMeant(each));
    if (!words) return [];
    const touches = treeOf(id, threads, { program: words, directory: '/' });
    return [{ words, touches: withListings(touches).sort((left, right) => left.at - right.at) }];
  });
}

function readThread(file: string): Thread {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, at, name, args, result] = LINE.exec(line) ?? [];
      return name === undefined ? [] : [{ at: Number(at), name, args, result }];
    });
}

function commandLine({ name, args, result }: Call): string[] | undefined {
  if (name !== 'execve' || result !== '0') return undefined;
  return operandsOf(args.slice(0, args.lastIndexOf(']'))).slice(1);
}

function treeOf(id: string, threads: Map<string, Thread>, { program, directory }: Origin): Touch[] {
  const touches: Touch[] = [];
  for (const call of threads.get(id) ?? []) {
    const { name, args, result } = call;
    if (name === 'chdir' && result === '0') directory = resolve(directory, operandsOf(args)[0]);
    program = commandLine(call) ?? program;
    if (STARTS.test(name)) touches.push(...treeOf(result, threads, { program, directory }));
    else touches.push(...touchesOf(call, { program, directory }));
  }
  return touches;
}

/** Whoever lists a directory has opened it before, by the path that counts, and maybe as if it were a file. */
function withListings(touches: Touch[]): Touch[] {
  const listed = new Set(touches.filter(({ call }) => LISTS.test(call)).map(({ path }) => path));
  const isListed = ({ kind, opened }: Touch) => kind === 'read' && opened !== undefined && listed.has(opened);
  return touches
    .filter(({ call }) => !LISTS.test(call))
    .map((touch) => (isListed(touch) ? { ...touch, kind: 'list' } : touch));
}

function touchesOf({ at, name, args, result }: Call, { program, directory }: Origin): Touch[] {
  if (STARTS.test(name) || SILENT.test(name) || ENDS_WITH_NOTHING.test(result)) return [];
  const error = /^-1 (\w+)/.exec(result)?.[1];
  const touch = (kind: TouchKind, path: string, isWhole?: boolean): Touch => ({
    ...{ at, call: name, kind, path, program },
    ...(error !== undefined && { error }),
    ...(isWhole && { isWhole }),
    ...foundBy(args, error),
    ...(OPENED.test(result) && { opened: OPENED.exec(result)![1] }),
  });
  const [first, second = first] = pathsIn(name, args, directory);
  // The state of a file that is open.
  if (first === undefined || /, "", .*AT_EMPTY_PATH/.test(args)) return [];
  if (MOVES.test(name)) return [touch('read', first), touch('write', second, true)];
  const kind = KINDS[name] ?? 'write';
  if (name.startsWith('open')) return openings(args).map((each) => touch(each, first, isWhole(args)));
  if (kind === 'stat' && args.includes('AT_SYMLINK_NOFOLLOW')) return [touch('lstat', first)];
  return [touch(kind, first)];
}

function foundBy(args: string, error?: string): Pick<Touch, 'found'> {
  if (error === undefined && args.includes('S_IFDIR')) return { found: 'directory' };
  return error === undefined && args.includes('S_IFLNK') ? { found: 'link' } : {};
}

function openings(args: string): TouchKind[] {
  if (args.includes('O_PATH')) return ['stat'];
  if (args.includes('O_DIRECTORY')) return ['list'];
  const kinds: TouchKind[] = [];
  if (!/O_WRONLY|O_TRUNC/.test(args)) kinds.push('read');
  if (/O_WRONLY|O_RDWR|O_CREAT|O_TRUNC/.test(args)) kinds.push('write');
  return kinds;
}

function isWhole(args: string): boolean {
  return /O_TRUNC|O_EXCL/.test(args);
}

/** Absolute, of the first two operands that are paths. */
function pathsIn(name: string, args: string, base: string): string[] {
  const paths: string[] = [];
  let directory = base;
  for (const [, descriptor, text] of args.matchAll(OPERANDS)) {
    if (descriptor !== undefined) directory = descriptor;
    else paths.push(resolve(directory, text));
  }
  // It says first where the link leads.
  if (name.startsWith('symlink')) return paths.slice(1);
  return paths.length === 0 ? [directory] : paths;
}

function operandsOf(args: string): string[] {
  return [...args.matchAll(OPERANDS)].flatMap(([, , text]) => (text === undefined ? [] : [text]));
}
