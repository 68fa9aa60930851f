import { rmSync, statSync, utimesSync } from 'node:fs';
import { WriteTimes } from '../../src/watch/write-times';
import { createTempDirectory } from '../support/temp-directory';

test('the last change counts, not what a program sets for it', () => {
  using directory = createTempDirectory({ 'a.txt': '1' });
  utimesSync(directory.path('a.txt'), 1, 1);
  const { ctimeMs } = statSync(directory.path('a.txt'));
  expect(new WriteTimes(directory.path('')).take(['a.txt'])).toEqual(
    new Map([['a.txt', Math.floor(ctimeMs)]]),
  );
});

test('a deleted file was deleted when its directory changed last', () => {
  using directory = createTempDirectory({ 'libs/one/a.txt': '1' });
  rmSync(directory.path('libs/one'), { recursive: true });
  const { ctimeMs } = statSync(directory.path('libs'));
  const times = new WriteTimes(directory.path('')).take(['libs/one/a.txt']);
  expect(times).toEqual(new Map([['libs/one/a.txt', Math.floor(ctimeMs)]]));
});

test('a file system with a clock that is ahead: not later than it was heard', () => {
  using directory = createTempDirectory({ 'a.txt': '1' });
  const heardAtMs = Math.floor(statSync(directory.path('a.txt')).ctimeMs) - 60_000;
  const now = jest.spyOn(Date, 'now').mockReturnValue(heardAtMs);
  try {
    const times = new WriteTimes(directory.path(''));
    times.hear(['a.txt']);
    now.mockReturnValue(heardAtMs + 5000);
    expect(times.take(['a.txt'])).toEqual(new Map([['a.txt', heardAtMs]]));
    expect(times.take(['a.txt'])).toEqual(new Map([['a.txt', heardAtMs + 5000]]));
  } finally {
    now.mockRestore();
  }
});
