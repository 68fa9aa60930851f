import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { then } from '../../protocol/intrinsics';
import type { FileInputKind } from '../../protocol/inputs';
import type { Recorder } from './recorder';
import { toPath, wrap } from './wrap';

const STATE_OF_OPEN = 'asked for the state of an open file';

/** What can't be told apart, or is not seen, in the binding. */
export function observePublic(recorder: Recorder): void {
  const promises = fs.promises as object;
  const noteState = ([given, options]: unknown[]) => {
    if ((options as { bigint?: boolean } | undefined)?.bigint) noteGiven('lstat', given, recorder);
  };
  for (const [object, name] of [
    [fs, 'lstatSync'],
    [fs, 'lstat'],
    [promises, 'lstat'],
  ] as const)
    wrap(recorder, object, name, noteState);
  for (const [object, name] of [
    [fs, 'opendirSync'],
    [fs, 'opendir'],
    [promises, 'opendir'],
  ] as const)
    wrap(recorder, object, name, ([given]) => noteGiven('listing', given, recorder));
  for (const name of ['fstatSync', 'fstat'])
    wrap(recorder, fs, name, () => recorder.noteIncomplete(STATE_OF_OPEN));
  let handles: object | undefined;
  const observeHandles = (handle?: object) => {
    if (handles || !handle) return;
    handles = Object.getPrototypeOf(handle) as object;
    wrap(recorder, handles, 'stat', () => recorder.noteIncomplete(STATE_OF_OPEN));
  };
  // Node makes the class of handles known by a handle alone.
  wrap(
    recorder,
    promises,
    'open',
    () => undefined,
    (opening) => void then(opening as Promise<unknown>, observeHandles, () => undefined),
  );
  // Node 26 does not say of a whole write that what was there stays.
  for (const object of [fs, promises])
    wrap(recorder, object, 'appendFile', ([given]) => noteGiven('content', given, recorder));
  wrap(recorder, fs, 'openAsBlob', ([given]) => noteGiven('content', given, recorder));
}

function noteGiven(kind: FileInputKind, given: unknown, recorder: Recorder): void {
  const named = given instanceof URL ? fileURLToPath(given) : toPath(given);
  if (named !== undefined) recorder.note(kind, named);
}
