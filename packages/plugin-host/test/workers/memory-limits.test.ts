import { chooseReleases } from '../../src/workers/memory-limits';

const MIB = 1024 * 1024;
const use = (name: string, mib: number, lastUsedMs: number, limitMiB?: number) => ({
  name,
  rssBytes: mib * MIB,
  lastUsedMs,
  limitMiB,
});
const namesOf = (...args: Parameters<typeof chooseReleases<ReturnType<typeof use>>>) =>
  chooseReleases(...args).map(({ name }) => name);

describe('B70 memory limits', () => {
  test('without a limit everything stays', () => {
    expect(namesOf([use('a', 4000, 1)], undefined)).toEqual([]);
  });

  test('a worker above its own limit goes, even if another one is idle for longer', () => {
    expect(namesOf([use('a', 50, 1, 100), use('b', 150, 2, 100), use('c', 100, 3, 100)], undefined)).toEqual([
      'b',
    ]);
  });

  test('for all together, those that have been idle for longest go until the others are within', () => {
    const workers = [use('last', 100, 30), use('first', 100, 10), use('second', 100, 20)];
    expect(namesOf(workers, 300)).toEqual([]);
    expect(namesOf(workers, 299)).toEqual(['first']);
    expect(namesOf(workers, 150)).toEqual(['first', 'second']);
    expect(namesOf(workers, 10)).toEqual(['first', 'second', 'last']);
  });

  test('what goes for its own limit counts no more', () => {
    expect(namesOf([use('large', 500, 30, 100), use('a', 100, 10), use('b', 100, 20)], 200)).toEqual([
      'large',
    ]);
  });
});
