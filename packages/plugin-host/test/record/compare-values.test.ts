import { compareValues } from '../../src/record/compare-values';

test('equal values have no difference, whatever the order of their keys', () => {
  expect(compareValues({ a: [1, { b: null }], c: 'x' }, { c: 'x', a: [1, { b: null }] })).toEqual([]);
});

test('each difference says where it is, and what is there', () => {
  const recorded = { projects: { 'libs/a': { targets: { build: { cache: true } }, tags: ['x', 'y'] } } };
  const now = { projects: { 'libs/a': { targets: { build: { cache: 1 } }, tags: ['x'] } }, more: {} };
  expect(compareValues(recorded, now)).toEqual([
    { at: 'projects["libs/a"].targets.build.cache', recorded: true, now: 1 },
    { at: 'projects["libs/a"].tags[1]', recorded: 'y', now: undefined },
    { at: 'more', recorded: undefined, now: {} },
  ]);
});

test('a list is no object, and `__proto__` is a key', () => {
  expect(compareValues([], {}, 'result')).toEqual([{ at: 'result', recorded: [], now: {} }]);
  const hostile = JSON.parse('{ "__proto__": { "a": 1 } }') as unknown;
  expect(compareValues(hostile, {})).toEqual([{ at: '__proto__', recorded: { a: 1 }, now: undefined }]);
});
