import { findRefused } from '../../../src/hooks/refusal/search';

/** Complains of every set for which `isBad` says so, and counts. */
function judge(isBad: (kept: Set<number>) => boolean) {
  const trials: number[] = [];
  const complain = (kept: Set<number>) => {
    trials.push(kept.size);
    return Promise.resolve(isBad(kept) ? new Error(`not ${[...kept].at(-1)}`) : undefined);
  };
  return { trials, complain };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('findRefused', () => {
  test('refuses nothing where all go together, with one trial', async () => {
    const { trials, complain } = judge(() => false);
    expect(await findRefused([numbers(1000)], complain)).toEqual(new Map());
    expect(trials).toEqual([1000]);
  });

  test('finds the culprits among a thousand, in about 2 × log2 trials each', async () => {
    const culprits = [3, 500, 999];
    const { trials, complain } = judge((kept) => culprits.some((one) => kept.has(one)));
    const refused = await findRefused([numbers(1000)], complain);
    expect([...refused.keys()]).toEqual(culprits);
    expect(trials.length).toBeLessThan(3 * 2 * 10);
  });

  test('a right guess costs one trial per list', async () => {
    const { trials, complain } = judge((kept) => kept.has(7));
    const refused = await findRefused([numbers(7), [7]], complain);
    expect([...refused.keys()]).toEqual([7]);
    expect(trials).toEqual([7, 8]);
  });

  test('a wrong guess costs nobody anything', async () => {
    const { complain } = judge((kept) => kept.has(2));
    const refused = await findRefused(
      [
        [1, 2, 3],
        [7, 8],
      ],
      complain,
    );
    expect([...refused.keys()]).toEqual([2]);
  });

  test('of two that do not go together, the later one is refused, with what was said against it', async () => {
    const { complain } = judge((kept) => kept.has(1) && kept.has(3));
    const refused = await findRefused(
      [
        [1, 2],
        [3, 4],
      ],
      complain,
    );
    expect([...refused].map(([item, { message }]) => [item, message])).toEqual([[3, 'not 3']]);
  });

  test('has an end where nothing goes: the rest is refused as a whole', async () => {
    const { trials, complain } = judge(() => true);
    const refused = await findRefused([numbers(10_000)], complain);
    expect(refused.size).toBe(10_000);
    expect(trials.length).toBeLessThan(200);
  });
});
