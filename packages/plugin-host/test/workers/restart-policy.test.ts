import { decideRestart, MAX_CRASHES, WINDOW_MS } from '../../src/workers/restart-policy';

const now = 10 * WINDOW_MS;
const crashesAt = (...agoMs: number[]) => agoMs.map((ago) => now - ago);

describe('B22 decideRestart', () => {
  test.each([
    [[], 0],
    [[10], 0],
    [[20, 10], 90],
    [[30, 20, 10], 190],
    [[900, 800, 700], 0],
  ])('after crashes %j ms ago: again in %i ms', (agoMs, delayMs) => {
    expect(decideRestart(crashesAt(...agoMs), now)).toEqual({ restart: true, delayMs });
  });

  test('gives up after too many crashes in the window, with a sentence', () => {
    const crashes = Array.from({ length: MAX_CRASHES }, (_, index) => now - index);
    expect(decideRestart(crashes, now)).toEqual({
      restart: false,
      reason:
        'its worker crashed 4 times within 3 minutes, so it is not started again until that time is over',
    });
  });

  test('crashes outside of the window do not count', () => {
    const old = Array.from({ length: MAX_CRASHES }, () => now - WINDOW_MS);
    expect(decideRestart(old, now)).toEqual({ restart: true, delayMs: 0 });
    expect(decideRestart([...old, now - 1], now)).toEqual({ restart: true, delayMs: 0 });
  });
});
