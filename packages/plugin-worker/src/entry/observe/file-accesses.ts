import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { apply, then } from '../../protocol/intrinsics';
import type { FileInputKind } from '../../protocol/inputs';
import type { Recorder } from './recorder';

type Native = (this: unknown, ...args: unknown[]) => unknown;
/** What node's own module `fs` calls: every read by the synchronous functions, callbacks, promises and loaders. */
export type FsBinding = Record<string, Native>;

// eslint-disable-next-line @typescript-eslint/unbound-method -- they are plain functions.
const { dirname, join, resolve } = path;
const { readdirSync } = fs;

const O_ACCMODE = 3;
const O_CREAT = 0o100;
const O_TRUNC = 0o1000;

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

/** Function of the binding → which of its arguments it writes, makes or removes. */
const WRITES: Record<string, number[]> = {
  writeFileUtf8: [0],
  mkdir: [0],
  mkdtemp: [],
  rmdir: [0],
  rmSync: [0],
  unlink: [0],
  rename: [0, 1],
  link: [1],
  symlink: [1],
  copyFile: [1],
  utimes: [0],
  lutimes: [0],
  chmod: [0],
  chown: [0],
  lchown: [0],
};

/** Has the recorder know of each access to a path before it happens. */
export function observeFiles(binding: FsBinding, recorder: Recorder): void {
  const before = (name: string, observe: (args: unknown[]) => void) => wrap(binding, name, observe);
  for (const name of READS)
    wrap(
      binding,
      name,
      (args) => trackEnd(args, recorder),
      (result) => trackPromise(result, recorder),
    );
  for (const [name, kind] of Object.entries(LOOKS))
    before(name, (args) => {
      const given = pathIn(args);
      if (given !== undefined) recorder.note(kindOf(name, kind, args), given);
    });
  for (const [name, positions] of Object.entries(WRITES))
    before(name, (args) => {
      if (name === 'copyFile') recorder.note('content', toPath(args[0])!);
      for (let index = 0; index < positions.length; index++) {
        const given = toPath(args[positions[index]]);
        if (given !== undefined) recorder.noteWrite(given);
      }
    });
  before('realpath', ([given]) => noteLinks(toPath(given), recorder));
  before('readdirRecursive', ([given]) => noteListings(toPath(given), recorder));
  // Node 26 reads and writes whole files in one go.
  beforeRun(binding, 'ReadFileJob', (given, job) => {
    recorder.note('content', given);
    trackEnd([job], recorder, 'ondone');
  });
  beforeRun(binding, 'WriteFileJob', (given) => recorder.noteWrite(given));
  for (const name of ['cpSyncCheckPaths', 'cpSyncCopyDir', 'CpDirJob'])
    before(name, () => recorder.noteIncomplete('copied files as a whole'));
  for (const name of ['open', 'openFileHandle']) before(name, (args) => noteOpening(args, recorder));
  observePublic(recorder);
}

function wrap(
  object: object,
  name: string,
  before: (args: unknown[]) => void,
  after?: (result: unknown) => void,
): void {
  const functions = object as Record<string, Native>;
  const native = functions[name];
  if (typeof native !== 'function') return;
  functions[name] = function (...args) {
    before(args);
    const result = apply(native, this, args);
    after?.(result);
    return result;
  };
}

/** Of a class whose objects work when they are told to `run`. */
function beforeRun(binding: FsBinding, name: string, observe: (given: string, job: object) => void): void {
  const { prototype } = (binding[name] ?? {}) as unknown as { prototype?: object };
  if (!prototype) return;
  const run = (prototype as Record<string, Native>)['run'];
  (prototype as Record<string, Native>)['run'] = function (...args) {
    const given = toPath(args[0]);
    if (given !== undefined) observe(given, this as object);
    return apply(run, this, args);
  };
}

/** Of a directory and all below it. */
function noteListings(directory: string | undefined, recorder: Recorder): void {
  if (directory === undefined) return;
  recorder.note('listing', directory);
  const entries = recorder.unseen(() => readdirSync(directory, { withFileTypes: true }));
  for (const entry of entries) if (entry.isDirectory()) noteListings(join(directory, entry.name), recorder);
}

/** Node's own `realpath` looks whether each part of a path is a link, and asks for big numbers. */
function kindOf(name: string, kind: FileInputKind, args: unknown[]): FileInputKind {
  return name === 'lstat' && args[1] === true ? 'link' : kind;
}

/** What can't be told apart, or is not seen, in the binding. */
function observePublic(recorder: Recorder): void {
  const promises = fs.promises as object;
  const noteState = ([given, options]: unknown[]) => {
    if ((options as { bigint?: boolean } | undefined)?.bigint) noteGiven('lstat', given, recorder);
  };
  for (const [object, name] of [
    [fs, 'lstatSync'],
    [fs, 'lstat'],
    [promises, 'lstat'],
  ] as const)
    wrap(object, name, noteState);
  for (const [object, name] of [
    [fs, 'opendirSync'],
    [fs, 'opendir'],
    [promises, 'opendir'],
  ] as const)
    wrap(object, name, ([given]) => noteGiven('listing', given, recorder));
  for (const name of ['fstatSync', 'fstat'])
    wrap(fs, name, () => recorder.noteIncomplete('asked for the state of an open file'));
}

function noteGiven(kind: FileInputKind, given: unknown, recorder: Recorder): void {
  const named = given instanceof URL ? fileURLToPath(given) : toPath(given);
  if (named !== undefined) recorder.note(kind, named);
}

/** Of the path itself, and of each directory on the way to it. */
function noteLinks(given: string | undefined, recorder: Recorder): void {
  if (given === undefined) return;
  for (let part = resolve(given); part !== dirname(part); part = dirname(part)) recorder.note('link', part);
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
  then(result, end, end);
}

function noteOpening([given, flags]: unknown[], recorder: Recorder): void {
  const path = toPath(given);
  if (path === undefined || typeof flags !== 'number') return;
  const mode = flags & O_ACCMODE;
  const isRead = mode !== 1 && (flags & O_TRUNC) === 0;
  if (isRead) recorder.note('content', path);
  if (mode !== 0 || (flags & O_CREAT) !== 0) recorder.noteWrite(path);
}

/** Some versions of node hand over a receiver first. */
function pathIn(args: unknown[]): string | undefined {
  return toPath(args[0]) ?? (typeof args[0] === 'object' ? toPath(args[1]) : undefined);
}

function toPath(given: unknown): string | undefined {
  if (typeof given === 'string') return given;
  return given instanceof Uint8Array ? Buffer.from(given).toString() : undefined;
}
