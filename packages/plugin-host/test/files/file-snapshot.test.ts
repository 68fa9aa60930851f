import { compareSnapshots, createSnapshot } from '../../src/files/file-snapshot';

test('created, edited and deleted files, by content, in order', () => {
  const before = createSnapshot({ c: '1', a: '1', b: '1' });
  const after = createSnapshot({ d: '1', a: '1', b: '2', '0': '1' });
  expect(compareSnapshots(before, after)).toEqual({ created: ['0', 'd'], edited: ['b'], deleted: ['c'] });
});

test('the same files in another order are no change', () => {
  const none = { created: [], edited: [], deleted: [] };
  expect(compareSnapshots(createSnapshot({ a: '1', b: '2' }), createSnapshot({ b: '2', a: '1' }))).toEqual(
    none,
  );
});

test('before the first snapshot there is no file', () => {
  const changes = compareSnapshots(undefined, createSnapshot({ a: '1' }));
  expect(changes).toEqual({ created: ['a'], edited: [], deleted: [] });
});
