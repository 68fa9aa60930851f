import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import { rememberBesideGraph, writeGraphCache } from '../../src/nx/graph-cache';
import type { NxInternals } from '../../src/nx/nx-internals';

const directory = mkdtempSync(join(tmpdir(), 'graph-cache-'));
const file = join(directory, 'project-graph.json');
const written: unknown[] = [];
const nx = {
  graphCache: {
    nxProjectGraph: file,
    writeCache: (fileMapCache: unknown, graph: ProjectGraph) => {
      written.push([graph, fileMapCache]);
      writeFileSync(file, JSON.stringify(graph));
    },
  },
} as unknown as NxInternals<never>;

const graphOf = (project: string) =>
  ({ nodes: { [project]: {} }, dependencies: {} }) as unknown as ProjectGraph;

/** A graph that was computed anew, with these edges of files. */
function write(project: string, fileMapCache: unknown = 'edges'): number {
  const graph = graphOf(project);
  rememberBesideGraph(graph, { fileMapCache, plugins: [] });
  writeGraphCache(nx, directory, graph, {});
  return written.length;
}

afterAll(() => rmSync(directory, { recursive: true }));

test('a graph is written once, until it, the edges of files, or the file itself is another one', () => {
  expect(write('a')).toBe(1);
  expect(write('a')).toBe(1);
  expect(write('b')).toBe(2);
  expect(write('b', { one: [{ x: 1, y: 2 }], two: [] })).toBe(3);
  expect(write('b', { two: [], one: [{ y: 2, x: 1 }] })).toBe(3);
  expect(write('b', 'other edges')).toBe(4);
  // Somebody else has written it.
  utimesSync(file, 1, 1);
  expect(write('b', 'other edges')).toBe(5);
  rmSync(file);
  expect(write('b', 'other edges')).toBe(6);
  expect(written.at(-1)).toEqual([graphOf('b'), 'other edges']);
});

test('a partial graph is not written, and none where NX_CACHE_PROJECT_GRAPH is false', () => {
  const before = written.length;
  writeGraphCache(nx, directory, graphOf('partial'), {});
  process.env['NX_CACHE_PROJECT_GRAPH'] = 'false';
  try {
    expect(write('c')).toBe(before);
  } finally {
    delete process.env['NX_CACHE_PROJECT_GRAPH'];
  }
});
