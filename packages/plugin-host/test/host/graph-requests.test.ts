import { GraphRequests } from '../../src/host/graph-requests';
import { HostEvents } from '../../src/host/host-event';
import type { Computation } from '../../src/schedule/compute-graph';
import type { Graphs } from '../../src/schedule/graphs';
import { askedNow } from '../../src/timing/asked';

/** Requests whose computations end when they are told to; each has its number. */
function createRequests(isLastKept: boolean) {
  const takeSnapshot = () => Promise.resolve('snapshot');
  const graphs = {
    takeSnapshot,
    busy: { hurry: () => undefined },
    keep: () => undefined,
    checkKept: () => undefined,
    isLastKept,
  };
  const running: { signal: AbortSignal; end: () => void }[] = [];
  let onBegin = () => {};
  const compute = (signal: AbortSignal) =>
    new Promise<Computation>((resolve, reject) => {
      const computed = { number: running.length + 1, timings: { hooks: [] } };
      running.push({ signal, end: () => resolve({ computed } as unknown as Computation) });
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      onBegin();
    });
  const requests = new GraphRequests(
    '/ws',
    graphs as unknown as Graphs,
    new HostEvents(),
    compute,
    () => true,
  );
  const begun = (count: number) =>
    new Promise<void>(
      (resolve) => (onBegin = () => void (running.length >= count && resolve())) && onBegin(),
    );
  return { requests, running, begun };
}

const numberOf = async (asked: Promise<Computation>) =>
  ((await asked).computed as unknown as { number: number }).number;

test('B63 who asks while one runs unasked, and nothing was seen to change: that ends, and the next one looks at it again', async () => {
  const { requests, running, begun } = createRequests(true);
  const prefetched = requests.prefetch();
  await begun(1);
  const asked = requests.request();
  expect(running[0].signal.aborted).toBe(false);
  running[0].end();
  expect(await numberOf(prefetched)).toBe(1);
  await begun(2);
  running[1].end();
  expect(await numberOf(asked)).toBe(2);
});

test.each([
  ['something was seen to change', true, true],
  ['its graph would have to be computed again', false, false],
])('it is begun again if %s', async (_, isLastKept, hasChanged) => {
  const { requests, running, begun } = createRequests(isLastKept);
  void requests.prefetch();
  await begun(1);
  if (hasChanged) requests.noteChange();
  const asked = requests.request();
  await begun(2);
  expect(running[0].signal.aborted).toBe(true);
  running[1].end();
  expect(await numberOf(asked)).toBe(2);
});

test('who has asked before it began gets it', async () => {
  const { requests, running, begun } = createRequests(true);
  const asked = askedNow();
  void requests.prefetch();
  await begun(1);
  const answer = requests.request(asked);
  running[0].end();
  expect(await numberOf(answer)).toBe(1);
  expect(running.length).toBe(1);
});

test('who waits for an answer goes before one who looks whether something has changed', async () => {
  const { requests } = createRequests(true);
  const order: string[] = [];
  let answer = () => {};
  const answered = requests.answering(new Promise<void>((resolve) => (answer = resolve)));
  const looked = requests.takeSnapshot().then(() => order.push('looked'));
  await new Promise(setImmediate);
  order.push('answers');
  answer();
  await Promise.all([answered, looked]);
  expect(order).toEqual(['answers', 'looked']);
});

test('what was seen before it began is no reason to begin it again', async () => {
  const { requests, running, begun } = createRequests(true);
  requests.noteChange();
  void requests.prefetch();
  await begun(1);
  void requests.request();
  expect(running[0].signal.aborted).toBe(false);
  running[0].end();
  await begun(2);
  running[1].end();
});
