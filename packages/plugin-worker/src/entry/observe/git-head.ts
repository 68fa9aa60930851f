import fs from 'node:fs';
import path from 'node:path';
import { noteLinks } from './links';
import type { Recorder } from './recorder';

// eslint-disable-next-line @typescript-eslint/unbound-method -- they are plain functions.
const { delimiter, dirname, join, resolve } = path;
const { readFileSync, statSync } = fs;

/** Nx and some plugins ask for the last commit so, by a shell or without. */
const QUESTION = 'git rev-parse HEAD';
const SHELL = '/bin/sh';
/** Variables of git for other things than to find a repository. */
const HARMLESS = /^GIT_(?:SSL|SSH|HTTP|PROXY|AUTHOR|COMMITTER|EDITOR|SEQUENCE|PAGER|ASKPASS|TERMINAL)(?:_|$)/;
/** What else could be meant with `HEAD`. Git warns of it. */
const ALSO_MEANT = ['', 'tags/', 'heads/', 'remotes/'].map((of) => `refs/${of}HEAD`);
/** Refs that lead to each other. */
const MAX_REFS = 5;

interface Start {
  args?: unknown;
  cwd?: string;
  envPairs?: string[];
}

/**
 * Notes what `git rev-parse HEAD` reads, if that is what is started: git's own program and settings, and in the
 * repository the files that say what the last commit is (gitrepository-layout(5)). False if it is something else, or
 * the repository is one that keeps this elsewhere.
 */
export function noteGitHead(start: unknown, recorder: Recorder): boolean {
  const { args, cwd, envPairs = [] } = (start ?? {}) as Start;
  if (!Array.isArray(args) || ![QUESTION, `${SHELL} -c ${QUESTION}`].includes(args.join(' '))) return false;
  const env = Object.fromEntries(envPairs.map(pairOf)) as NodeJS.ProcessEnv;
  // Others may lead anywhere.
  if (Object.keys(env).some((name) => name.startsWith('GIT_') && !HARMLESS.test(name))) return false;
  noteProgram('git', env['PATH'] ?? '', recorder);
  if (args[0] === SHELL) noteProgram(SHELL, '', recorder);
  for (const file of settingsOf(env)) read(file, recorder);
  for (let directory = resolve(cwd ?? '.'); ; directory = dirname(directory)) {
    recorder.note('type', join(directory, 'HEAD'));
    const repository = repositoryIn(directory, recorder);
    if (repository !== undefined) return noteCommit(repository, recorder);
    if (directory === dirname(directory)) return true;
  }
}

function pairOf(pair: string): [name: string, value: string] {
  const end = pair.indexOf('=');
  return [pair.slice(0, end), pair.slice(end + 1)];
}

function noteProgram(name: string, places: string, recorder: Recorder): void {
  for (const place of places.split(delimiter)) {
    const file = resolve(place, name);
    recorder.note('content', file);
    noteLinks(file, recorder);
    if (recorder.unseen(() => statSync(file, { throwIfNoEntry: false }))) return;
  }
}

function settingsOf(env: NodeJS.ProcessEnv): string[] {
  const home = env['HOME'] ?? '';
  const configuration = env['XDG_CONFIG_HOME'] || join(home, '.config');
  return ['/etc/gitconfig', join(home, '.gitconfig'), join(configuration, 'git', 'config')];
}

/** Its directory, or where a file of that name says that it is. */
function repositoryIn(directory: string, recorder: Recorder): string | undefined {
  const place = join(directory, '.git');
  recorder.note('type', place);
  const stat = recorder.unseen(() => statSync(place, { throwIfNoEntry: false }));
  if (!stat?.isFile()) return stat && place;
  const [, elsewhere] = /^gitdir: (.+)/.exec(read(place, recorder)) ?? [];
  return elsewhere === undefined ? place : resolve(directory, elsewhere);
}

/** False if this can't be told from files. */
function noteCommit(repository: string, recorder: Recorder): boolean {
  const common = resolve(repository, read(join(repository, 'commondir'), recorder).trim());
  const settings =
    read(join(common, 'config'), recorder) + read(join(repository, 'config.worktree'), recorder);
  for (const name of ['objects', 'refs']) recorder.note('type', join(common, name));
  for (const name of ALSO_MEANT) recorder.note('lstat', join(common, name));
  read(join(common, 'packed-refs'), recorder);
  let ref = read(join(repository, 'HEAD'), recorder);
  for (let followed = 0; followed < MAX_REFS; followed++) {
    const [, name] = /^ref: (.+)/.exec(ref) ?? [];
    // Another store of refs has names in its place.
    if (name === undefined) return ref !== '' && !/refstorage/i.test(settings);
    recorder.note('link', join(common, name));
    ref = read(join(common, name), recorder) || 'in packed-refs, or not there yet';
  }
  return false;
}

/** Empty if it is not there. */
function read(file: string, recorder: Recorder): string {
  recorder.note('content', file);
  try {
    return recorder.unseen(() => readFileSync(file, 'utf8'));
  } catch {
    return '';
  }
}
