import { askedAtStart, askedNow, momentOf, sharedClock } from '../../src/timing/asked';

test('who asked in another process has asked then', () => {
  const asked = askedNow();
  expect(momentOf(JSON.parse(JSON.stringify(asked)) as typeof asked)).toBe(asked.atMs);
});

test('a program has asked since it was started', () => {
  const { atMs } = askedAtStart();
  expect(sharedClock() - atMs).toBeGreaterThanOrEqual(process.uptime() * 1000 - 1000);
  expect(atMs).toBeLessThan(sharedClock());
});

test.each([
  ['nobody says when', undefined],
  ['the other one has another clock', { atMs: 1, clock: 'time:[1]' }],
  ['it was later than now', { ...askedNow(), atMs: 1e15 }],
])('somebody asks now if %s', (_, asked) => {
  const before = sharedClock();
  const moment = momentOf(asked);
  expect(moment).toBeGreaterThanOrEqual(before);
  expect(moment).toBeLessThanOrEqual(sharedClock());
});
