import type { HostConfiguration } from '../../src/config/host-configuration';
import { Graphs } from '../../src/schedule/graphs';
import { fakeNx } from '../support/fake-nx';
import { fakePlugin, fakeSupervisor, fakeWorker, type FakeSupervisor } from '../support/fake-worker';
import { createTempDirectory, type TempDirectory } from '../support/temp-directory';

let directory: TempDirectory;
beforeEach(() => (directory = createTempDirectory({ 'a.json': '{}', 'b.json': '{}' })));
afterEach(() => directory[Symbol.dispose]());

function createGraphs(files: Record<string, string> = { 'a.json': '1', 'b.json': '1' }) {
  const nx = fakeNx(files);
  const load = () => Promise.resolve(nx);
  const graphs = new Graphs(directory.root, { loaded: undefined, load, loadNow: load }, () => undefined);
  const compute = (supervisors: FakeSupervisor[]) => {
    const configuration = { launches: [], entries: [] } as unknown as HostConfiguration;
    return graphs.compute({
      configuration,
      supervisors,
      startedAt: performance.now(),
      signal: new AbortController().signal,
    });
  };
  return { graphs, compute, files };
}

const acme = (createNodes?: () => Promise<never>) =>
  Object.assign(
    fakeSupervisor(
      './acme.ts',
      fakeWorker(
        fakePlugin('acme', {
          createNodes: createNodes ?? ((files) => Promise.resolve(files.map((file) => ['acme', file, {}]))),
        }),
      ),
    ),
    { pid: 1 },
  );

test('a graph carries the files that it was computed from', async () => {
  const { compute } = createGraphs();
  const { computed, snapshot } = await compute([acme()]);
  expect(Object.keys(computed.graph.nodes)).toEqual(['a.json', 'b.json']);
  expect(snapshot.files).toEqual({ 'a.json': '1', 'b.json': '1' });
});

test('B28 one failing plugin: the graph of the others, and an error that names it as nx.json does', async () => {
  const failing = acme(() => Promise.reject(new Error('boom')));
  const gone = fakeSupervisor('gone', Object.assign(new Error('it crashed'), { hook: 'load' }));
  const { computed } = await createGraphs().compute([failing, gone, acme()]);
  expect(Object.keys(computed.graph.nodes)).toEqual(['a.json', 'b.json']);
  expect(computed.errors).toMatchObject([
    { plugin: 'gone', hook: 'load', message: 'it crashed' },
    { plugin: './acme.ts', name: 'acme', message: 'boom' },
  ]);
});

test('of two entries with the same plugin, the error names the one that failed', async () => {
  const [first, second] = [acme(), acme(() => Promise.reject(new Error('boom')))];
  second.entry.plugin = './second.ts';
  const { computed } = await createGraphs().compute([first, second]);
  expect(computed.errors).toMatchObject([{ plugin: './second.ts', name: 'acme', message: 'boom' }]);
});

test('source maps are sorted by root: plugins give their results in any order', async () => {
  const reversed = () =>
    Promise.resolve([
      ['acme', 'b', {}],
      ['acme', 'a', {}],
    ] as never);
  const { computed } = await createGraphs().compute([acme(reversed)]);
  expect(Object.keys(computed.sourceMaps)).toEqual(['a', 'b']);
});

test('the last graph is the answer again if no hook has to run and no file has changed', async () => {
  const { graphs, compute, files } = createGraphs();
  const results = {
    isKept: true,
    reason: undefined,
    kept: { name: 'acme', capabilities: {}, calls: { createNodes: {} } },
    ask: () => Promise.resolve(true),
    settled: () => Promise.resolve(),
    save: () => undefined,
  };
  const plugin = Object.assign(acme(), { results: results as never });
  const first = await compute([plugin]);
  expect(first.computed.isReused).toBe(false);
  // As long as a file may have been written in the tick of the index, nothing is kept.
  let last = first;
  while (!last.computed.isReused) {
    graphs.keep(last);
    last = await compute([plugin]);
  }
  expect(last.computed.graph).toEqual(first.computed.graph);
  expect(last.computed.timings.hooks).toMatchObject([{ hook: 'createNodes', isReused: true }]);
  files['a.json'] = '2';
  expect((await compute([plugin])).computed.isReused).toBe(false);
});

test('files are stale that have another content than the last index has', async () => {
  const { graphs, compute, files } = createGraphs();
  await compute([acme()]);
  files['a.json'] = '2';
  files['new.json'] = '1';
  expect(await graphs.findStale(['a.json', 'b.json', 'new.json'])).toEqual(['a.json']);
});
