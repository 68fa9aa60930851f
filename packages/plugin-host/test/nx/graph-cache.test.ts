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

/** How many graphs are written once this one, with these edges of files, is there. */
function write(graph: ProjectGraph, fileMapCache: unknown = 'edges'): number {
  rememberBesideGraph(graph, { fileMapCache, plugins: [] });
  writeGraphCache(nx, directory, graph, {});
  return written.length;
}

afterAll(() => rmSync(directory, { recursive: true }));

test('a graph is written once, until there is another one, or somebody else writes there', () => {
  const [a, b] = [graphOf('a'), graphOf('b')];
  expect(write(a)).toBe(1);
  expect(write(a)).toBe(1);
  expect(write(b)).toBe(2);
  utimesSync(file, 1, 1);
  expect(write(b)).toBe(3);
  rmSync(file);
  expect(write(b)).toBe(4);
  expect(write(a, 'other edges')).toBe(5);
  expect(written.at(-1)).toEqual([a, 'other edges']);
});

test('a partial graph is not written, and none where NX_CACHE_PROJECT_GRAPH is false', () => {
  const before = written.length;
  writeGraphCache(nx, directory, graphOf('partial'), {});
  process.env['NX_CACHE_PROJECT_GRAPH'] = 'false';
  try {
    expect(write(graphOf('c'))).toBe(before);
  } finally {
    delete process.env['NX_CACHE_PROJECT_GRAPH'];
  }
});
