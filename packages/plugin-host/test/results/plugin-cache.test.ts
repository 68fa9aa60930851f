import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

test('each worker has a directory of its own; those of hosts that are gone are removed', () => {
  const abandoned = join(directory.root, 'plugin-host-workers', '999999999-1');
  mkdirSync(abandoned, { recursive: true });
  const [one, other] = [create().open(undefined), create().open(undefined)];
  expect(one.directory).not.toBe(other.directory);
  expect(existsSync(abandoned)).toBe(false);
  expect(readdirSync(join(directory.root, 'plugin-host-workers'))).toHaveLength(2);
});

test('what knows something outdated goes to nobody', () => {
  keep('stamp', 'outdated');
  const cache = create();
  cache.mistrust();
  expect(cache.open('stamp').isInherited).toBe(false);
  expect(cache.open('stamp').isInherited).toBe(true);
});

test('a place where nothing can be written costs nothing', () => {
  writeFileSync(join(directory.root, 'plugin-host-workers'), 'a file');
  const cache = create();
  const { isInherited } = cache.open('stamp');
  expect(isInherited).toBe(false);
  expect(() => (cache.take(), cache.save('stamp'))).not.toThrow();
});
