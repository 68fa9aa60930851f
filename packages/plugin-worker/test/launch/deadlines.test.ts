import { Deadlines } from '../../src/launch/deadlines';

const inMs = (ms: number) => ({ deadline: performance.now() + ms });

function createDeadlines() {
  const pending = new Set<{ deadline: number }>();
  const passed: { deadline: number }[] = [];
  let tell = () => undefined as void;
  const deadlines = new Deadlines(
    () => pending,
    (call) => {
      pending.delete(call);
      passed.push(call);
      tell();
    },
  );
  const watch = (call: { deadline: number }) => {
    pending.add(call);
    deadlines.watch(call);
    return call;
  };
  /** Keeps this process alive: the timer does not. */
  const passedCount = async (count: number) => {
    const alive = setInterval(() => undefined, 1000);
    while (passed.length < count) await new Promise<void>((resolve) => (tell = resolve));
    clearInterval(alive);
  };
  return { deadlines, pending, passed, watch, passedCount };
}

test('each call passes its own deadline, whichever began first', async () => {
  const { watch, passed, passedCount } = createDeadlines();
  const late = watch(inMs(60));
  const early = watch(inMs(10));
  const middle = watch(inMs(30));
  await passedCount(3);
  expect(passed).toEqual([early, middle, late]);
  expect(performance.now()).toBeGreaterThanOrEqual(late.deadline - 1);
});

test('a call that is done, and one without a deadline, pass none', async () => {
  const { watch, pending, passed, passedCount } = createDeadlines();
  watch({ deadline: Infinity });
  pending.delete(watch(inMs(5)));
  const other = watch(inMs(20));
  await passedCount(1);
  expect(passed).toEqual([other]);
});

test('nothing passes after the end', async () => {
  const { deadlines, watch, passed } = createDeadlines();
  watch(inMs(5));
  deadlines.stop();
  const { passedCount, watch: watchOther } = createDeadlines();
  watchOther(inMs(30));
  await passedCount(1);
  expect(passed).toEqual([]);
});
