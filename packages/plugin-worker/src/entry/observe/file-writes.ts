import { constants } from 'node:fs';
import type { Recorder } from './recorder';
import { toPath } from './wrap';

const { O_TRUNC } = constants;

/** Functions of the binding that change or remove what their first argument names. */
const CHANGES = ['rmdir', 'rmSync', 'unlink', 'rename', 'utimes', 'lutimes', 'chmod', 'chown', 'lchown'];
/** Those that bring what is at one path to another one. */
const COPIES = ['rename', 'link', 'copyFile'];

/** What this process writes, makes, moves or removes itself. */
export function observeWrites(
  before: (name: string, observe: (args: unknown[]) => void) => void,
  recorder: Recorder,
): void {
  const noteWrite = (given: unknown, isWhole: boolean) => {
    const file = toPath(given);
    if (file !== undefined) recorder.noteWrite(file, isWhole);
  };
  for (const name of COPIES)
    before(name, ([from]) => {
      const file = toPath(from);
      if (file !== undefined) recorder.note('content', file);
    });
  for (const name of CHANGES) before(name, ([given]) => noteWrite(given, false));
  for (const name of COPIES) before(name, ([, to]) => noteWrite(to, true));
  // Later on, that path is not there any more, or leads elsewhere.
  before('symlink', ([, given]) => {
    noteWrite(given, false);
    recorder.noteIncomplete('made a link');
  });
  before('writeFileUtf8', ([given, , flags]) => noteWrite(given, isTruncated(flags)));
  // Others may put files there.
  before('mkdir', ([given]) => noteWrite(given, false));
}

export function isTruncated(flags: unknown): boolean {
  return typeof flags === 'number' && (flags & O_TRUNC) !== 0;
}
