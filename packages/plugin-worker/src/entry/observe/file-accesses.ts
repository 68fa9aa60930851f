import fs from 'node:fs';
import path from 'node:path';
import type { FileInputKind } from '../../protocol/inputs';
import { pathIn, toPath } from './paths';
import { observePublicFunctions } from './public-functions';
import type { Recorder } from './recorder';
import { trackCallback, trackPromise } from './unsettled-reads';
import { prototypeOf, wrap, wrapRun, type Native } from './wrap';

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
      (args) => trackCallback(args[args.length - 1], recorder),
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
  wrapRun(binding, 'ReadFileJob', (given, job) => {
    recorder.note('content', given);
    trackCallback(job, recorder, 'ondone');
  });
  wrapRun(binding, 'WriteFileJob', (given) => recorder.noteWrite(given));
  const noteCopy = () => recorder.noteIncomplete('copied files as a whole');
  for (const name of ['cpSyncCheckPaths', 'cpSyncCopyDir']) before(name, noteCopy);
  wrap(prototypeOf(binding, 'CpDirJob'), 'run', noteCopy);
  for (const name of ['open', 'openFileHandle']) before(name, (args) => noteOpening(args, recorder));
  observePublicFunctions(recorder);
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

/** Of the path itself, and of each directory on the way to it. */
function noteLinks(given: string | undefined, recorder: Recorder): void {
  if (given === undefined) return;
  for (let part = resolve(given); part !== dirname(part); part = dirname(part)) recorder.note('link', part);
}

function noteOpening([given, flags]: unknown[], recorder: Recorder): void {
  const path = toPath(given);
  if (path === undefined || typeof flags !== 'number') return;
  const mode = flags & O_ACCMODE;
  const isRead = mode !== 1 && (flags & O_TRUNC) === 0;
  if (isRead) recorder.note('content', path);
  if (mode !== 0 || (flags & O_CREAT) !== 0) recorder.noteWrite(path);
}
