import { phasesOf, toTrace } from '../../src/report/trace-events';

const HOOK = {
  plugin: 'acme',
  hook: 'createNodes',
  startMs: 30,
  elapsedMs: 10,
  pid: 7,
  waitingMs: 1,
  sendingMs: 2,
  reason: 'has no result that was kept',
};
const REPORT = {
  root: '/ws',
  hostPid: 5,
  totalMs: 50.0004,
  plugins: [],
  workers: [{ plugin: 'acme', pid: 7, generation: 1, startMs: 3, readyMs: 23 }],
  hooks: [HOOK, { plugin: 'nx/core/project-json', hook: 'createNodes', startMs: 1, elapsedMs: 2 }],
  criticalPath: [{ kind: 'host', startMs: 0, endMs: 50 }],
};

test('each process has a name, and each event what the format asks for', () => {
  const { traceEvents } = toTrace(REPORT);
  const names = traceEvents.filter(({ name }) => name === 'process_name');
  expect(names.map(({ pid, args }) => [pid, args])).toEqual([
    [5, { name: 'host' }],
    [7, { name: 'acme' }],
  ]);
  for (const { ph, ts, dur, pid, tid } of traceEvents.filter((event) => event.ph === 'X')) {
    expect(ph).toBe('X');
    expect([ts, dur, pid, tid].every(Number.isInteger)).toBe(true);
  }
});

test('a hook has its phases inside, in microseconds', () => {
  const ofWorker = toTrace(REPORT).traceEvents.filter(({ pid, ph }) => pid === 7 && ph === 'X');
  expect(ofWorker.map(({ name, ts, dur }) => [name, ts, dur])).toEqual([
    ['load', 3_000, 20_000],
    ['createNodes', 30_000, 10_000],
    ['waiting', 30_000, 1_000],
    ['sending', 31_000, 2_000],
    ['computing', 33_000, 7_000],
  ]);
});

test('a plugin without a worker is a thread of the host', () => {
  const { traceEvents } = toTrace(REPORT);
  const thread = traceEvents.find(({ args }) => args?.['name'] === 'nx/core/project-json')!;
  expect([thread.name, thread.pid]).toEqual(['thread_name', 5]);
  expect(traceEvents.filter(({ tid, ph }) => tid === thread.tid && ph === 'X')).toHaveLength(1);
});

test('phases are never longer than their hook', () => {
  const phases = phasesOf({ ...HOOK, elapsedMs: 2, waitingMs: 1, sendingMs: 9 });
  expect(phases.map(({ ms }) => ms)).toEqual([1, 1, 0]);
});
