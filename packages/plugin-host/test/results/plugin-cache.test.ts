import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { PluginCache } from '../../src/results/plugin-cache';
import { createTempDirectory, type TempDirectory } from '../support/temp-directory';

let directory: TempDirectory;
beforeEach(() => (directory = createTempDirectory({})));
afterEach(() => directory[Symbol.dispose]());

const create = () => new PluginCache(directory.root, 'acme');

/** What a worker of results with this stamp finds of the file. */
function found(stamp: string | undefined): string | undefined {
  const { directory: own, isInherited } = create().open(stamp);
  const file = join(own, 'kept.hash');
  expect(existsSync(file)).toBe(isInherited);
  return isInherited ? readFileSync(file, 'utf8') : undefined;
}

function keep(stamp: string, text: string): void {
  const cache = create();
  const { directory: own } = cache.open(undefined);
  writeFileSync(join(own, 'kept.hash'), text);
  cache.take();
  cache.save(stamp);
}

test('what a plugin has kept goes to the next worker of the same results, and to no other', () => {
  keep('first', 'old');
  expect(found('first')).toBe('old');
  expect(found('second')).toBeUndefined();
  expect(found(undefined)).toBeUndefined();
  keep('second', 'new');
  expect([found('first'), found('second')]).toEqual([undefined, 'new']);
});

test('what is written after the results were recorded does not belong to them', () => {
  const cache = create();
  const { directory: own } = cache.open(undefined);
  writeFileSync(join(own, 'kept.hash'), 'recorded');
  cache.take();
  writeFileSync(join(own, 'kept.hash'), 'later');
  cache.save('stamp');
  expect(found('stamp')).toBe('recorded');
});

test('each worker has an empty directory of its own; those of hosts that are gone are removed', () => {
  const workers = join(directory.root, 'plugin-host-workers');
  const [one, other] = [create().open(undefined), create().open(undefined)];
  expect(one.directory).not.toBe(other.directory);
  const machine = basename(one.directory).split('-')[1];
  const abandoned = join(workers, `999999999-${machine}-00000000`);
  // A process of another machine, or of another container, may be alive.
  const foreign = join(workers, '999999999-00000000-00000000');
  for (const each of [abandoned, foreign]) mkdirSync(each);
  // This process may have the number of one that was killed.
  const sameNumber = join(workers, `${process.pid}-1`);
  mkdirSync(sameNumber);
  utimesSync(sameNumber, 0, 0);
  expect(readdirSync(create().open(undefined).directory)).toEqual([]);
  expect([abandoned, foreign, sameNumber].map((each) => existsSync(each))).toEqual([false, true, false]);
});

test('what can be copied only in part goes to nobody', () => {
  keep('stamp', 'kept');
  const unreadable = join(directory.root, 'plugin-host-results', 'acme.cache', 'z-pipe');
  execFileSync('mkfifo', [unreadable]);
  expect(found('stamp')).toBeUndefined();
});

test.each<[string, (path: string) => void]>([
  ['may be written by others', (path) => chmodSync(path, 0o777)],
  ['is a link', (path) => (renameSync(path, `${path}.elsewhere`), symlinkSync(`${path}.elsewhere`, path))],
])('what %s goes to nobody', (_title, damage) => {
  keep('stamp', 'kept');
  damage(join(directory.root, 'plugin-host-results', 'acme.cache'));
  expect(found('stamp')).toBeUndefined();
});

test('what knows something outdated goes to nobody', () => {
  keep('stamp', 'outdated');
  const cache = create();
  cache.mistrust();
  expect(cache.open('stamp').isInherited).toBe(false);
  expect(cache.open('stamp').isInherited).toBe(true);
});

test('a place where nothing can be written costs nothing: a worker has a directory all the same', () => {
  writeFileSync(join(directory.root, 'data'), 'a file');
  const cache = new PluginCache(join(directory.root, 'data'), 'acme');
  const { directory: own, isInherited } = cache.open('stamp');
  expect([isInherited, existsSync(own)]).toEqual([false, true]);
  expect(() => (cache.take(), cache.save('stamp'))).not.toThrow();
  rmSync(own, { recursive: true });
});
