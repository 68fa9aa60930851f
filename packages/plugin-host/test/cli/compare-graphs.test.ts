import { compareGraphs } from '../../src/cli/compare/compare-graphs';
import { compareWithNx } from '../../src/cli/compare/compare-with-nx';
import { describeComparison } from '../../src/cli/compare/describe-comparison';
import type { ProjectGraph } from '@plugin-isolation/plugin-worker';

interface Changes {
  targets?: object;
  metadata?: object;
  edges?: [string, string][];
  external?: Record<string, object>;
}

function graphWith({ targets = {}, metadata = {}, edges = [], external = {} }: Changes): ProjectGraph {
  const dependencies: Record<string, object[]> = { one: [] };
  for (const [target, type] of edges) dependencies['one'].push({ source: 'one', target, type });
  return {
    nodes: { one: { name: 'one', type: 'lib', data: { root: 'libs/one', targets, metadata } } },
    externalNodes: external,
    dependencies,
  } as unknown as ProjectGraph;
}

const sourceMaps = {
  'libs/one': { 'targets.build': ['libs/one/vite.config.ts', '@nx/vite/plugin'] as [string, string] },
};
const build = (cwd: string) => ({ targets: { build: { options: { cwd } } } });

async function compare(ours: Changes, ...nx: Changes[]) {
  const answers = nx.map((changes) => ({ graph: graphWith(changes), sourceMaps, errors: [] }));
  const graph = graphWith(ours);
  const comparison = await compareWithNx({ graph, sourceMaps }, () => Promise.resolve(answers.shift()!));
  const text = describeComparison({ comparison, graph, nxVersion: '23.2.1', isVerbose: false });
  return { comparison, text };
}

test('equal graphs: one line, and nx is asked once', async () => {
  const { comparison, text } = await compare(build('a'), build('a'));
  expect(comparison).toMatchObject({ isEqual: true, nxRuns: 1, differences: [] });
  expect(text).toBe('Equal to the graph of nx 23.2.1: 1 project, 0 dependencies, 0 external nodes.\n');
});

test('each difference is in one line, with who gave it', async () => {
  const theirs = {
    ...build('b'),
    metadata: { owner: 'x' },
    edges: [['two', 'static']] as [string, string][],
  };
  const { comparison, text } = await compare({ ...build('a'), external: { 'npm:x': {} } }, theirs, theirs);
  expect(comparison).toMatchObject({ isEqual: false, nxRuns: 2, nxDiffersFromItself: 0 });
  expect(text).toBe(
    `4 differences to the graph of nx 23.2.1, in 2 nodes (ours has 1 project, 0 dependencies, 1 external node):
  one: metadata.owner: only in nx's
  one: targets.build.options.cwd is "a", and "b" in nx's (@nx/vite/plugin, libs/one/vite.config.ts)
  one -> two (static): only in nx's
  external node npm:x: only in ours
Two runs of nx differ from each other in 0 places.
`,
  );
});

test('where nx differs from itself, ours may differ, too', async () => {
  const { comparison, text } = await compare(build('a'), build('b'), build('c'));
  expect(comparison).toMatchObject({ isEqual: true, nxDiffersFromItself: 1 });
  expect(text).toMatch(
    /^Equal .* 1 place not counted: there, nx differs from its own next run, too \(one\)\. Two runs/,
  );
});

test('the order of edges is told, and is no difference', async () => {
  const edges = [
    ['two', 'static'],
    ['three', 'static'],
  ] as [string, string][];
  const theirs = { edges: [...edges].reverse() };
  const { comparison, text } = await compare({ edges }, theirs, theirs);
  expect(comparison.isEqual).toBe(true);
  expect(text).toContain('The edges of 1 node are in another order.');
});

test('a project and a type that only one graph has', () => {
  const graph = graphWith({});
  const other = { ...graph, nodes: {} };
  expect(compareGraphs(graph, other)).toMatchObject([
    { kind: 'project', of: 'one', path: [], nx: undefined },
  ]);
  const app = { ...graph, nodes: { one: { ...graph.nodes['one'], type: 'app' as const } } };
  expect(compareGraphs(graph, app)).toMatchObject([
    { kind: 'property', path: ['type'], ours: 'lib', nx: 'app' },
  ]);
});
