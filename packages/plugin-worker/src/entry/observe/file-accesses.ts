import fs from 'node:fs';
import path from 'node:path';
import { apply, then } from '../../protocol/intrinsics';
import type { FileInputKind } from '../../protocol/inputs';
import { isExclusive, isTruncated, observeWrites } from './file-writes';
import { noteLinks } from './links';
import { observePublic } from './public-functions';
import type { Recorder } from './recorder';
import { toPath, wrap, beforeRun, type FsBinding, type Native } from './wrap';

// eslint-disable-next-line @typescript-eslint/unbound-method -- they are plain functions.
const { join } = path;
const { existsSync, readdirSync } = fs;
const { O_APPEND, O_CREAT } = fs.constants;

const O_ACCMODE = 3;

/** Function of the binding → what it looks at, of its first argument. */
const LOOKS: Record<string, FileInputKind> = {
  readFileUtf8: 'content',
  internalModuleReadJSON: 'content',
  stat: 'stat',
  lstat: 'lstat',
  access: 'type',
  existsSync: 'type',
  internalModuleStat: 'type',
  statfs: 'type',
  readdir: 'listing',
  readlink: 'link',
};

/** What may go on when a hook has ended. */
const READS = [...Object.keys(LOOKS), 'open', 'openFileHandle', 'realpath', 'fstat', 'read', 'readBuffers'];

/** Has the recorder know of each access to a path before it happens. */
export function observeFiles(binding: FsBinding, recorder: Recorder): void {
  const before = (name: string, observe: (args: unknown[]) => void) => wrap(recorder, binding, name, observe);
  const noters = notersOf(recorder);
  for (const name of READS) {
    const note = noters[name];
    const beginRead = (args: unknown[]) => {
      note?.(args);
      trackEnd(args, recorder);
    };
    wrap(recorder, binding, name, beginRead, (result) => trackPromise(result, recorder));
  }
  observeWrites(before, recorder);
  before('readdirRecursive', ([given]) => noteListings(toPath(given), recorder));
  // Node 26 reads and writes whole files in one go.
  beforeRun(recorder, binding, 'ReadFileJob', (given, job) => {
    recorder.note('content', given);
    trackEnd([job], recorder, 'ondone');
  });
  beforeRun(recorder, binding, 'WriteFileJob', (given) => recorder.noteWrite(given, true));
  for (const name of ['cpSyncCheckPaths', 'cpSyncOverrideFile', 'cpSyncCopyDir', 'CpDirJob'])
    before(name, () => recorder.noteIncomplete('copied files as a whole'));
  observePublic(recorder);
}

/** Function of the binding → what notes that it looks. */
function notersOf(recorder: Recorder): Record<string, ((args: unknown[]) => void) | undefined> {
  const noteOpen = (args: unknown[]) => noteOpening(args, recorder);
  const looks = Object.entries(LOOKS).map(([name, kind]) => {
    const note = (args: unknown[]) => {
      const given = pathIn(args);
      if (given !== undefined) recorder.note(kindOf(name, kind, args), given);
    };
    return [name, note] as const;
  });
  return {
    ...Object.fromEntries(looks),
    open: noteOpen,
    openFileHandle: noteOpen,
    realpath: ([given]) => noteLinks(toPath(given), recorder),
  };
}

/** Of a directory and all below it. */
function noteListings(directory: string | undefined, recorder: Recorder): void {
  if (directory === undefined) return;
  recorder.note('listing', directory);
  if (recorder.unseen(() => !existsSync(directory))) return;
  const entries = recorder.unseen(() => readdirSync(directory, { withFileTypes: true }));
  for (const entry of entries) if (entry.isDirectory()) noteListings(join(directory, entry.name), recorder);
}

/** Node's own `realpath` looks whether each part of a path is a link, and asks for big numbers. */
function kindOf(name: string, kind: FileInputKind, args: unknown[]): FileInputKind {
  // Whether it may be read, and not only whether it is there.
  if (name === 'access' && args[1] !== 0) return 'mode';
  return name === 'lstat' && args[1] === true ? 'link' : kind;
}

/** A call with a callback. */
function trackEnd(
  args: unknown[],
  recorder: Recorder,
  callback: 'oncomplete' | 'ondone' = 'oncomplete',
): void {
  const request = args[args.length - 1] as Record<string, Native | undefined> | undefined;
  const done = typeof request === 'object' && request !== null ? request[callback] : undefined;
  if (typeof done !== 'function') return;
  recorder.unsettledReads++;
  request![callback] = function (...results) {
    recorder.unsettledReads--;
    return apply(done, this, results);
  };
}

function trackPromise(result: unknown, recorder: Recorder): void {
  if (!(result instanceof Promise)) return;
  recorder.unsettledReads++;
  const end = () => void recorder.unsettledReads--;
  void then(result, end, end);
}

function noteOpening([given, flags]: unknown[], recorder: Recorder): void {
  const path = toPath(given);
  if (path === undefined || typeof flags !== 'number') return;
  const mode = flags & O_ACCMODE;
  const isWhole = isTruncated(flags);
  if (mode !== 1 && !isWhole) recorder.note('content', path);
  if (mode !== 0 || (flags & O_CREAT) !== 0)
    recorder.noteWrite(path, isWhole && (flags & O_APPEND) === 0, isExclusive(flags));
}

/** Some versions of node hand over a receiver first. */
function pathIn(args: unknown[]): string | undefined {
  return toPath(args[0]) ?? (typeof args[0] === 'object' ? toPath(args[1]) : undefined);
}
