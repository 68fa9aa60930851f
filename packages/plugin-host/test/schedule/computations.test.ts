import { Computations } from '../../src/schedule/computations';
import { sharedClock } from '../../src/timing/asked';

/** Each run ends when it is told to, and answers with its number; a run that is begun again, with a new one. */
function createRuns(canRestart = true, isCurrent = () => true) {
  const ends: ((answer: number) => void)[] = [];
  let starts = 0;
  let onStart = () => {};
  const started = (count: number) =>
    new Promise<void>((resolve) => (onStart = () => void (starts >= count && resolve())) && onStart());
  const start = () => void (starts++, onStart());
  const computations = new Computations(
    () => {
      const run = new Promise<number>((end) => ends.push(end));
      start();
      return run;
    },
    { invalidate: () => canRestart && (start(), true), isCurrent: () => isCurrent() },
  );
  return { computations, started, end: (run: number) => ends[run](starts) };
}

test('a request while one runs that was asked for shares the next one', async () => {
  const { computations, started, end } = createRuns();
  const first = computations.request();
  await started(1);
  const [second, third] = [computations.request(), computations.request()];
  end(0);
  expect(await first).toBe(1);
  await started(2);
  end(1);
  expect(await Promise.all([second, third])).toEqual([2, 2]);
});

test('a request while one runs that nobody asked for has it begun again, once', async () => {
  const { computations, started, end } = createRuns();
  const prefetched = computations.prefetch();
  await started(1);
  const [second, third] = [computations.request(), computations.request()];
  await started(2);
  end(0);
  expect(await Promise.all([prefetched, second])).toEqual([2, 2]);
  await started(3);
  end(1);
  expect(await third).toBe(3);
});

test('a request that shares one that was prefetched makes it one that was asked for', async () => {
  const { computations, started, end } = createRuns();
  const [first, prefetched] = [computations.request(), computations.prefetch()];
  await started(1);
  const next = computations.request();
  end(0);
  expect(await Promise.all([first, prefetched])).toEqual([1, 1]);
  await started(2);
  end(1);
  expect(await next).toBe(2);
});

test('a request while one runs that cannot be begun again shares the next one', async () => {
  const { computations, started, end } = createRuns(false);
  const prefetched = computations.prefetch();
  await started(1);
  const next = computations.request();
  end(0);
  expect(await prefetched).toBe(1);
  await started(2);
  end(1);
  expect(await next).toBe(2);
});

test('one that failed and that nobody asked for is not begun again later', async () => {
  let fail = () => {};
  let runs = 0;
  const restart = jest.fn(() => true);
  const computations = new Computations<number>(
    () =>
      ++runs === 1
        ? new Promise((_, reject) => (fail = () => reject(new Error('acme'))))
        : Promise.resolve(2),
    { invalidate: restart },
  );
  const prefetched = computations.prefetch().catch((error: Error) => error.message);
  while (runs === 0) await new Promise(setImmediate);
  fail();
  expect(await prefetched).toBe('acme');
  expect(await computations.request()).toBe(2);
  expect(restart).not.toHaveBeenCalled();
});

test('what runs is asked for once somebody waits for it', async () => {
  const { computations, started, end } = createRuns(true);
  const prefetched = computations.prefetch();
  await started(1);
  expect(computations.isAsked).toBe(false);
  const asked = computations.request();
  expect(computations.isAsked).toBe(true);
  end(0);
  await Promise.all([prefetched, asked]);
});

describe('a request that was on its way since before one began', () => {
  test.each(['runs', 'is done'])('shares it if it %s, and makes it one that was asked for', async (state) => {
    const { computations, started, end } = createRuns();
    const askedAtMs = sharedClock();
    const prefetched = computations.prefetch();
    await started(1);
    if (state === 'is done') {
      end(0);
      await prefetched;
    }
    const asked = computations.request(askedAtMs);
    expect(computations.isAsked).toBe(true);
    end(0);
    expect(await asked).toBe(1);
  });

  test('shares one that somebody else has asked for', async () => {
    const { computations, started, end } = createRuns();
    const askedAtMs = sharedClock();
    const first = computations.request();
    await started(1);
    const second = computations.request(askedAtMs);
    end(0);
    expect(await Promise.all([first, second])).toEqual([1, 1]);
  });

  test('gets the next one if something was seen to change since', async () => {
    const { computations, started, end } = createRuns(false, () => false);
    const askedAtMs = sharedClock();
    const prefetched = computations.prefetch();
    await started(1);
    const asked = computations.request(askedAtMs);
    end(0);
    expect(await prefetched).toBe(1);
    await started(2);
    end(1);
    expect(await asked).toBe(2);
  });
});
