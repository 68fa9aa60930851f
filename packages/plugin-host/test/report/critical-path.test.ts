import { findCriticalPath } from '../../src/report/critical-path';

const hook = (plugin: string, name: string, startMs: number, endMs: number, pid?: number) => ({
  plugin,
  hook: name,
  startMs,
  elapsedMs: endMs - startMs,
  ...(pid !== undefined && { pid }),
});
const worker = (plugin: string, pid: number, startMs: number, readyMs: number) => ({
  plugin,
  pid,
  startMs,
  readyMs,
  generation: 1,
});

test('it leads through the plugin that was done last in each stage, without a gap', () => {
  const hooks = [
    hook('quick', 'createNodes', 20, 40, 1),
    hook('slow', 'createNodes', 30, 60, 2),
    hook('quick', 'createDependencies', 65, 90, 1),
    hook('slow', 'createDependencies', 65, 70, 2),
  ];
  const workers = [worker('quick', 1, 2, 20), worker('slow', 2, 3, 30)];
  expect(findCriticalPath({ hooks, workers, totalMs: 100 })).toEqual([
    { kind: 'host', startMs: 0, endMs: 3 },
    { kind: 'load', plugin: 'slow', startMs: 3, endMs: 30 },
    { kind: 'createNodes', plugin: 'slow', startMs: 30, endMs: 60 },
    { kind: 'host', startMs: 60, endMs: 65 },
    { kind: 'createDependencies', plugin: 'quick', startMs: 65, endMs: 90 },
    { kind: 'host', startMs: 90, endMs: 100 },
  ]);
});

test('a hook that waited for another worker has its load before it', () => {
  const hooks = [{ ...hook('acme', 'createNodes', 0, 50, 7), waitingMs: 31 }];
  const path = findCriticalPath({ hooks, workers: [worker('acme', 7, 5, 30)], totalMs: 50 });
  expect(path.map(({ kind, startMs, endMs }) => [kind, startMs, endMs])).toEqual([
    ['host', 0, 5],
    ['load', 5, 30],
    ['createNodes', 30, 50],
  ]);
});

test('without hooks all is the host', () => {
  const path = findCriticalPath({ hooks: [], workers: [], totalMs: 5 });
  expect(path).toEqual([{ kind: 'host', startMs: 0, endMs: 5 }]);
});
