import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FileInputKind } from '../../protocol/inputs';
import { toPath } from './paths';
import type { Recorder } from './recorder';
import { wrap } from './wrap';

/** What can't be told apart, or is not seen, below `fs`. */
export function observePublicFunctions(recorder: Recorder): void {
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
