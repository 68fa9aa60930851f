import { collectReport } from '../../src/report/collect-report';
import { WorkerLives } from '../../src/report/worker-lives';
import type { ComputedGraph } from '../../src/schedule/compute-graph';

const node = (name: string, root: string) => ({ name, type: 'lib', data: { root } });

function collect(changes: Partial<ComputedGraph> = {}, lives = new WorkerLives()) {
  const computed: ComputedGraph = {
    graph: {
      nodes: { two: node('two', 'libs/two'), one: node('one', 'libs/one') },
      externalNodes: { 'npm:x': { type: 'npm', name: 'npm:x', data: { version: '1', packageName: 'x' } } },
      dependencies: {
        one: [
          { source: 'one', target: 'two', type: 'static' },
          { source: 'one', target: 'two', type: 'static' },
          { source: 'one', target: 'npm:x', type: 'static' },
        ],
        two: [],
      },
    },
    sourceMaps: {},
    errors: [],
    timings: { startedAt: 1000, totalMs: 50, hooks: [], loads: [] },
    isReused: false,
    ...changes,
  };
  return collectReport({ root: '/ws', nx: '23.0.0', computed, lives, plugins: [] });
}

test('projects are in order, and edges between them are named by their positions, once', () => {
  const { projects, edges, externalNodeCount } = collect();
  expect(projects.map(({ name }) => name)).toEqual(['one', 'two']);
  expect(edges).toEqual([[0, 1, 'static']]);
  expect(externalNodeCount).toBe(1);
});

test('each property has what set it, also one that is named __proto__', () => {
  const map = Object.fromEntries([
    ['root', ['libs/one/project.json', 'nx/core/project-json']],
    ['targets.build', ['libs/one/package.json', 'acme']],
    ['__proto__', ['libs/one/package.json', 'acme']],
  ]) as ComputedGraph['sourceMaps'][string];
  const [{ origins, sources }] = collect({ sourceMaps: { 'libs/one': map } }).projects;
  expect(Object.entries(origins)).toEqual([
    ['root', 0],
    ['targets.build', 1],
    ['__proto__', 1],
  ]);
  expect(sources).toEqual([
    ['libs/one/project.json', 'nx/core/project-json'],
    ['libs/one/package.json', 'acme'],
  ]);
});

test('workers are there with start, load and end, since the graph was asked for', () => {
  const lives = new WorkerLives();
  lives.note({ type: 'starting', plugin: 'acme', generation: 1 }, 1002);
  lives.note({ type: 'ready', plugin: 'acme', generation: 1, pid: 7, elapsedMs: 20 }, 1023);
  const error = { name: 'Error', message: 'boom' };
  lives.note({ type: 'failed', plugin: 'bad', generation: 1, elapsedMs: 5, error }, 1010);
  lives.note({ type: 'stopped', plugin: 'acme', generation: 1, pid: 7 }, 1040);
  expect(collect({}, lives).workers).toEqual([
    { plugin: 'acme', generation: 1, pid: 7, startMs: 3, readyMs: 23, endMs: 40 },
    { plugin: 'bad', generation: 1, startMs: 5, endMs: 10, error },
  ]);
});

test('a worker that was gone before is left out', () => {
  const lives = new WorkerLives();
  lives.note({ type: 'ready', plugin: 'acme', generation: 1, pid: 7, elapsedMs: 20 }, 500);
  lives.note({ type: 'stopped', plugin: 'acme', generation: 1, pid: 7 }, 900);
  expect(collect({}, lives).workers).toEqual([]);
});
