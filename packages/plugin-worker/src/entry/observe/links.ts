import fs from 'node:fs';
import path from 'node:path';
import type { Recorder } from './recorder';

// eslint-disable-next-line @typescript-eslint/unbound-method -- they are plain functions.
const { dirname, resolve } = path;
const { readlinkSync } = fs;

/** As many links follow each other before a file system gives up. */
const MAX_LINKS = 40;

/** Of the path itself, of each directory on the way to it, and of what they lead to. */
export function noteLinks(given: string | undefined, recorder: Recorder, followed = 0): void {
  if (given === undefined || followed > MAX_LINKS) return;
  for (let part = resolve(given); part !== dirname(part); part = dirname(part)) {
    recorder.note('link', part);
    const target = recorder.unseen(() => linkTarget(part));
    if (target !== undefined) noteLinks(resolve(dirname(part), target), recorder, followed + 1);
  }
}

function linkTarget(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
}
