import { constants } from 'node:fs';
import type { Recorder } from './recorder';
import { toPath } from './wrap';

const { COPYFILE_EXCL, O_EXCL, O_TRUNC } = constants;

/** Functions of the binding that change or remove what their first argument names. */
const CHANGES = ['rmdir', 'rmSync', 'unlink', 'rename', 'utimes', 'lutimes', 'chmod', 'chown', 'lchown'];
/** Those that bring what is at one path to another one. */
const COPIES = ['rename', 'link', 'copyFile'];

/** What this process writes, makes, moves or removes itself. */
export function observeWrites(
  before: (name: string, observe: (args: unknown[]) => void) => void,
  recorder: Recorder,
): void {
  const noteWrite = (given: unknown, isWhole: boolean, tells = false) => {
    const file = toPath(given);
    if (file !== undefined) recorder.noteWrite(file, isWhole, tells);
  };
  for (const name of COPIES)
    before(name, ([from]) => {
      const file = toPath(from);
      if (file !== undefined) recorder.note('content', file);
    });
  for (const name of CHANGES) before(name, ([given]) => noteWrite(given, false, true));
  for (const name of COPIES)
    before(name, ([, to, mode]) =>
      noteWrite(to, true, name === 'link' || (name === 'copyFile' && has(mode, COPYFILE_EXCL))),
    );
  // Later on, that path is not there any more, or leads elsewhere.
  before('symlink', ([, given]) => {
    noteWrite(given, false);
    recorder.noteIncomplete('made a link');
  });
  before('writeFileUtf8', ([given, , flags]) => noteWrite(given, isTruncated(flags), isExclusive(flags)));
  // Others may put files there.
  before('mkdir', ([given, , isRecursive]) => noteWrite(given, false, isRecursive !== true));
}

export function isTruncated(flags: unknown): boolean {
  return has(flags, O_TRUNC);
}

/** It fails if something is there. */
export function isExclusive(flags: unknown): boolean {
  return has(flags, O_EXCL);
}

function has(flags: unknown, flag: number): boolean {
  return typeof flags === 'number' && (flags & flag) !== 0;
}
